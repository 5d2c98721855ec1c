"""The access log for student data: who was shown which students by name."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("viewer_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("students", sa.Integer(), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=True),
        sa.Column("handset_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('person', 'list', 'search', 'class', 'desk', 'device', 'report', 'paper', 'export', 'log', 'page')",
            name=op.f("ck_looks_is_of_a_known_kind"),
        ),
        sa.CheckConstraint("students > 0", name=op.f("ck_looks_shows_somebody")),
        sa.ForeignKeyConstraint(["handset_id"], ["handsets.id"], name=op.f("fk_looks_handset_id_handsets")),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_ins.id"], name=op.f("fk_looks_sign_in_id_sign_ins")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_looks_site_id_sites")),
        sa.ForeignKeyConstraint(["viewer_id"], ["users.id"], name=op.f("fk_looks_viewer_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
        sa.UniqueConstraint("uuid", name=op.f("uq_looks_uuid")),
    )
    op.create_index("ix_looks_at", "looks", ["at"], unique=False)
    op.create_index("ix_looks_site_id_id", "looks", ["site_id", "id"], unique=False)
    op.create_index("ix_looks_viewer_id_at", "looks", ["viewer_id", "at"], unique=False)
    op.create_table(
        "looked_at",
        sa.Column("look_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["look_id"], ["looks.id"], name=op.f("fk_looked_at_look_id_looks")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_looked_at_person_id_people")),
        sa.PrimaryKeyConstraint("look_id", "person_id", name=op.f("pk_looked_at")),
    )
    op.create_index("ix_looked_at_person_id_look_id", "looked_at", ["person_id", "look_id"], unique=False)


def downgrade() -> None:
    op.drop_table("looked_at")
    op.drop_table("looks")
