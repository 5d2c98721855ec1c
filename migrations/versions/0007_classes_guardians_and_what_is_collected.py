"""The roster's classes and guardians, and who has to give a device back."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WHYS = ("left", "transferred", "graduated", "programme")
PERSON = ("sourced_id", "grade", "programme")


def upgrade() -> None:
    for name in PERSON:
        op.add_column("people", sa.Column(name, sa.String(), nullable=True))
    op.create_index("uq_people_sourced_id", "people", ["sourced_id"], unique=True)
    op.add_column("imports", sa.Column("kind", sa.String(), server_default="assets", nullable=False))
    op.add_column("imported_rows", sa.Column("file", sa.String(), nullable=True))
    _orgs()
    _classes()
    _enrollments()
    _guardians()
    _collections()


def _orgs() -> None:
    op.create_table(
        "roster_orgs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["said_by_id"], ["users.id"], name=op.f("fk_roster_orgs_said_by_id_users")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_roster_orgs_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_orgs")),
        sa.UniqueConstraint("sourced_id", name=op.f("uq_roster_orgs_sourced_id")),
    )
    op.create_index(op.f("ix_roster_orgs_site_id"), "roster_orgs", ["site_id"])


def _classes() -> None:
    op.create_table(
        "classes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('homeroom', 'scheduled')", name=op.f("ck_classes_is_a_homeroom_or_scheduled")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_classes_room_id_rooms")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_classes_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classes")),
        sa.UniqueConstraint("sourced_id", name=op.f("uq_classes_sourced_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_classes_uuid")),
    )
    op.create_index(op.f("ix_classes_room_id"), "classes", ["room_id"])
    op.create_index("ix_classes_site_id_title", "classes", ["site_id", "title", "id"])


def _enrollments() -> None:
    op.create_table(
        "enrollments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('student', 'teacher')", name=op.f("ck_enrollments_learns_or_teaches")),
        sa.CheckConstraint("ended_on >= began_on", name=op.f("ck_enrollments_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_enrollments_class_id_classes")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_enrollments_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollments")),
        sa.UniqueConstraint("sourced_id", name=op.f("uq_enrollments_sourced_id")),
    )
    op.create_index(op.f("ix_enrollments_person_id"), "enrollments", ["person_id"])
    _open_once(
        "uq_enrollments_one_open_per_class_person_role",
        "enrollments",
        ["class_id", "person_id", "role"],
        "dropped_at IS NULL",
    )


def _guardians() -> None:
    op.create_table(
        "guardians",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=True),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardians")),
        sa.UniqueConstraint("sourced_id", name=op.f("uq_guardians_sourced_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_guardians_uuid")),
    )
    op.create_table(
        "guardianships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["guardian_id"], ["guardians.id"], name=op.f("fk_guardianships_guardian_id_guardians")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_guardianships_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardianships")),
    )
    op.create_index(op.f("ix_guardianships_person_id"), "guardianships", ["person_id"])
    _open_once(
        "uq_guardianships_one_open_per_guardian_and_person",
        "guardianships",
        ["guardian_id", "person_id"],
        "ended_at IS NULL",
    )


def _collections() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("how", sa.String(), nullable=True),
        sa.CheckConstraint(
            f"why IN ({', '.join(map(repr, WHYS))})", name=op.f("ck_collections_is_for_a_known_reason")
        ),
        sa.CheckConstraint(
            "how IN ('collected', 'returned')", name=op.f("ck_collections_ends_in_a_known_way")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (how IS NULL)", name=op.f("ck_collections_says_how_it_ended")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_collections_person_id_people")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_collections_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
        sa.UniqueConstraint("uuid", name=op.f("uq_collections_uuid")),
    )
    op.create_index(op.f("ix_collections_person_id"), "collections", ["person_id"])
    op.create_index(
        "ix_collections_site_id_where_open",
        "collections",
        ["site_id"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    _open_once(
        "uq_collections_one_open_per_person_and_site",
        "collections",
        ["person_id", "site_id"],
        "ended_at IS NULL",
    )


def _open_once(name: str, table: str, columns: list[str], condition: str) -> None:
    op.create_index(
        name,
        table,
        columns,
        unique=True,
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )


def downgrade() -> None:
    for table in ("collections", "guardianships", "guardians", "enrollments", "classes", "roster_orgs"):
        op.drop_table(table)
    op.drop_column("imported_rows", "file")
    op.drop_column("imports", "kind")
    op.drop_index("uq_people_sourced_id", "people")
    for name in reversed(PERSON):
        op.drop_column("people", name)
