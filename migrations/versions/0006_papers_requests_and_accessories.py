"""A checkout has papers, a change is asked for, and what goes with a device is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accessory_kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("threshold >= 0", name=op.f("ck_accessory_kinds_is_low_below_some_number")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_accessory_kinds_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accessory_kinds")),
        sa.UniqueConstraint("uuid", name=op.f("uq_accessory_kinds_uuid")),
    )
    op.create_index(op.f("ix_accessory_kinds_site_id"), "accessory_kinds", ["site_id"])
    op.create_index(
        "uq_accessory_kinds_one_open_per_name",
        "accessory_kinds",
        ["site_id", "key"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.String(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "answer <> 'declined' OR word IS NOT NULL", name=op.f("ck_requests_is_declined_with_a_word")
        ),
        sa.CheckConstraint(
            "answer IN ('carried_out', 'declined', 'withdrawn')", name=op.f("ck_requests_has_a_known_answer")
        ),
        sa.CheckConstraint(
            "kind IN ('move', 'reassign', 'repair', 'salvage', 'return')",
            name=op.f("ck_requests_is_of_a_known_kind"),
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_requests_is_answered_at_a_time")
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_by_id IS NULL)", name=op.f("ck_requests_is_answered_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_requests_answered_by_id_users")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_requests_asked_by_id_users")),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_requests_asset_id_assets")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_requests_person_id_people")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_requests_room_id_rooms")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_requests_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("uuid", name=op.f("uq_requests_uuid")),
    )
    op.create_index("ix_requests_asked_by_id_read_at", "requests", ["asked_by_id", "read_at", "id"])
    op.create_index(op.f("ix_requests_asset_id"), "requests", ["asset_id"])
    op.create_index("ix_requests_site_id_answer", "requests", ["site_id", "answer", "id"])
    op.create_index(
        "uq_requests_one_open_per_asset_and_kind",
        "requests",
        ["asset_id", "kind"],
        unique=True,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.create_table(
        "accessory_movements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("checkout_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "action <> 'issued' OR change < 0", name=op.f("ck_accessory_movements_issues_take_away")
        ),
        sa.CheckConstraint(
            "action IN ('counted', 'received', 'issued', 'returned', 'written_off')",
            name=op.f("ck_accessory_movements_is_a_known_action"),
        ),
        sa.CheckConstraint(
            "action NOT IN ('issued', 'returned') OR checkout_id IS NOT NULL",
            name=op.f("ck_accessory_movements_goes_with_a_checkout"),
        ),
        sa.CheckConstraint(
            "action NOT IN ('received', 'returned') OR change > 0",
            name=op.f("ck_accessory_movements_returns_add"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_accessory_movements_by_id_users")),
        sa.ForeignKeyConstraint(
            ["checkout_id"], ["checkouts.id"], name=op.f("fk_accessory_movements_checkout_id_checkouts")
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["accessory_kinds.id"], name=op.f("fk_accessory_movements_kind_id_accessory_kinds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accessory_movements")),
        sa.UniqueConstraint("uuid", name=op.f("uq_accessory_movements_uuid")),
    )
    op.create_index(op.f("ix_accessory_movements_checkout_id"), "accessory_movements", ["checkout_id"])
    op.create_index("ix_accessory_movements_kind_id_id", "accessory_movements", ["kind_id", "id"])
    op.create_table(
        "confirmation_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("checkout_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("denied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "expires_at > made_at", name=op.f("ck_confirmation_links_expires_after_it_is_made")
        ),
        sa.ForeignKeyConstraint(
            ["checkout_id"], ["checkouts.id"], name=op.f("fk_confirmation_links_checkout_id_checkouts")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_confirmation_links_made_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["users.id"], name=op.f("fk_confirmation_links_revoked_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation_links")),
        sa.UniqueConstraint("uuid", name=op.f("uq_confirmation_links_uuid")),
    )
    op.create_index(op.f("ix_confirmation_links_checkout_id"), "confirmation_links", ["checkout_id"])
    op.create_index(
        "uq_confirmation_links_one_open_per_checkout",
        "confirmation_links",
        ["checkout_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "offsite_permissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("checkout_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "answer <> 'refused' OR closed_at IS NOT NULL",
            name=op.f("ck_offsite_permissions_is_over_when_refused"),
        ),
        sa.CheckConstraint(
            "answer IN ('given', 'refused')", name=op.f("ck_offsite_permissions_has_a_known_answer")
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_offsite_permissions_is_answered_on_a_day"),
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_by_id IS NULL)",
            name=op.f("ck_offsite_permissions_is_answered_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_offsite_permissions_answered_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["users.id"], name=op.f("fk_offsite_permissions_asked_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["checkout_id"], ["checkouts.id"], name=op.f("fk_offsite_permissions_checkout_id_checkouts")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f("fk_offsite_permissions_closed_by_id_users")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_offsite_permissions_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offsite_permissions")),
        sa.UniqueConstraint("uuid", name=op.f("uq_offsite_permissions_uuid")),
    )
    op.create_index(op.f("ix_offsite_permissions_checkout_id"), "offsite_permissions", ["checkout_id"])
    op.create_index(
        "ix_offsite_permissions_site_id_answer", "offsite_permissions", ["site_id", "answer", "id"]
    )
    op.create_index(
        "uq_offsite_permissions_one_open_per_checkout",
        "offsite_permissions",
        ["checkout_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("checkout_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("mark", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'confirmed') = (link_id IS NOT NULL)",
            name=op.f("ck_signatures_came_by_a_link_when_confirmed"),
        ),
        sa.CheckConstraint(
            "(kind = 'confirmed') = (taken_by_id IS NULL)",
            name=op.f("ck_signatures_is_taken_by_staff_at_the_desk"),
        ),
        sa.CheckConstraint(
            "(kind = 'drawn') = (mark IS NOT NULL)", name=op.f("ck_signatures_has_a_mark_when_drawn")
        ),
        sa.CheckConstraint(
            "(kind = 'typed') = (name IS NOT NULL)", name=op.f("ck_signatures_has_a_name_when_typed")
        ),
        sa.CheckConstraint(
            "kind IN ('drawn', 'typed', 'confirmed')", name=op.f("ck_signatures_is_of_a_known_kind")
        ),
        sa.CheckConstraint(
            "signer IN ('holder', 'guardian')", name=op.f("ck_signatures_is_of_a_known_signer")
        ),
        sa.ForeignKeyConstraint(
            ["checkout_id"], ["checkouts.id"], name=op.f("fk_signatures_checkout_id_checkouts")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["confirmation_links.id"], name=op.f("fk_signatures_link_id_confirmation_links")
        ),
        sa.ForeignKeyConstraint(["taken_by_id"], ["users.id"], name=op.f("fk_signatures_taken_by_id_users")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["users.id"], name=op.f("fk_signatures_withdrawn_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sa.UniqueConstraint("uuid", name=op.f("uq_signatures_uuid")),
    )
    op.create_index(op.f("ix_signatures_checkout_id"), "signatures", ["checkout_id"])
    op.create_index(
        "uq_signatures_one_per_checkout",
        "signatures",
        ["checkout_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    for table in (
        "signatures", "offsite_permissions", "confirmation_links", "accessory_movements", "requests",
        "accessory_kinds",
    ):  # fmt: skip
        op.drop_table(table)
