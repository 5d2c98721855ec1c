"""What device management says of each device, and where that contradicts the register."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    _exports()
    _records()
    _users()
    _conflicts()


def downgrade() -> None:
    op.drop_table("device_conflicts")
    op.drop_table("device_users")
    op.drop_table("device_records")
    op.drop_table("device_exports")


def _exports() -> None:
    op.create_table(
        "device_exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "source IN ('google', 'intune', 'jamf_pro', 'jamf_school', 'other')",
            name=op.f("ck_device_exports_is_of_a_known_source"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_device_exports_by_id_users")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_device_exports_import_id_imports")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_device_exports_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_exports")),
        sa.UniqueConstraint("uuid", name=op.f("uq_device_exports_uuid")),
    )
    op.create_index(op.f("ix_device_exports_import_id"), "device_exports", ["import_id"])
    op.create_index("ix_device_exports_source_id", "device_exports", ["source", "id"])


def _records() -> None:
    op.create_table(
        "device_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=True),
        sa.Column("serial", sa.String(), nullable=True),
        sa.Column("serial_key", sa.String(), nullable=True),
        sa.Column("wired_mac", sa.String(), nullable=True),
        sa.Column("wireless_mac", sa.String(), nullable=True),
        sa.Column("asset_tag", sa.String(), nullable=True),
        sa.Column("tag_key", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("maker", sa.String(), nullable=True),
        sa.Column("model", sa.String(), nullable=True),
        sa.Column("operating_system", sa.String(), nullable=True),
        sa.Column("os_version", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("assigned_user", sa.String(), nullable=True),
        sa.Column("last_user", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("support_ends_on", sa.Date(), nullable=True),
        sa.Column("org_unit", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("encrypted", sa.Boolean(), nullable=True),
        sa.Column("compliant", sa.Boolean(), nullable=True),
        sa.Column("asset_id", sa.Integer(), nullable=True),
        sa.Column("matched_by", sa.String(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("first_heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_in_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "matched_by IN ('serial', 'mac', 'tag')", name=op.f("ck_device_records_is_matched_in_a_known_way")
        ),
        sa.CheckConstraint(
            "source IN ('google', 'intune', 'jamf_pro', 'jamf_school', 'other')",
            name=op.f("ck_device_records_is_of_a_known_source"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'disabled', 'deprovisioned')",
            name=op.f("ck_device_records_is_in_a_known_status"),
        ),
        sa.CheckConstraint(
            "(asset_id IS NULL) = (matched_by IS NULL)",
            name=op.f("ck_device_records_says_how_it_was_matched"),
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_device_records_asset_id_assets")),
        sa.ForeignKeyConstraint(
            ["heard_in_id"], ["device_exports.id"], name=op.f("fk_device_records_heard_in_id_device_exports")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_device_records_person_id_people")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_device_records_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_records")),
        sa.UniqueConstraint("source", "key", name=op.f("uq_device_records_source_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_device_records_uuid")),
    )
    op.create_index(op.f("ix_device_records_asset_id"), "device_records", ["asset_id"])
    op.create_index(op.f("ix_device_records_person_id"), "device_records", ["person_id"])
    op.create_index(op.f("ix_device_records_serial_key"), "device_records", ["serial_key"])
    op.create_index("ix_device_records_site_id_id", "device_records", ["site_id", "id"])
    op.create_index("ix_device_records_source_heard_in_id", "device_records", ["source", "heard_in_id"])
    op.create_index(op.f("ix_device_records_tag_key"), "device_records", ["tag_key"])
    op.create_index(op.f("ix_device_records_wired_mac"), "device_records", ["wired_mac"])
    op.create_index(op.f("ix_device_records_wireless_mac"), "device_records", ["wireless_mac"])


def _users() -> None:
    op.create_table(
        "device_users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_device_users_person_id_people")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["device_records.id"], name=op.f("fk_device_users_record_id_device_records")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_users")),
        sa.UniqueConstraint("record_id", "rank", name=op.f("uq_device_users_record_id_rank")),
    )
    op.create_index(op.f("ix_device_users_account"), "device_users", ["account"])


def _conflicts() -> None:
    op.create_table(
        "device_conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("asset_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('unknown', 'wrong_user', 'nobody', 'active_missing', 'active_disposed', 'silent', 'doubled', 'unmanaged')",
            name=op.f("ck_device_conflicts_is_of_a_known_kind"),
        ),
        sa.CheckConstraint(
            "record_id IS NOT NULL OR asset_id IS NOT NULL",
            name=op.f("ck_device_conflicts_is_about_something"),
        ),
        sa.CheckConstraint("settled_at >= found_at", name=op.f("ck_device_conflicts_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["assets.id"], name=op.f("fk_device_conflicts_asset_id_assets")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["device_records.id"], name=op.f("fk_device_conflicts_record_id_device_records")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_device_conflicts_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_conflicts")),
        sa.UniqueConstraint("uuid", name=op.f("uq_device_conflicts_uuid")),
    )
    op.create_index(op.f("ix_device_conflicts_asset_id"), "device_conflicts", ["asset_id"])
    op.create_index(
        "ix_device_conflicts_kind_site_id_where_open",
        "device_conflicts",
        ["kind", "site_id", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_device_conflicts_kind_where_open",
        "device_conflicts",
        ["kind", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(op.f("ix_device_conflicts_record_id"), "device_conflicts", ["record_id"])
    op.create_index(
        "uq_device_conflicts_one_open_per_asset",
        "device_conflicts",
        ["asset_id", "kind"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL AND record_id IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL AND record_id IS NULL"),
    )
    op.create_index(
        "uq_device_conflicts_one_open_per_record",
        "device_conflicts",
        ["record_id", "kind"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL AND record_id IS NOT NULL"),
        postgresql_where=sa.text("settled_at IS NULL AND record_id IS NOT NULL"),
    )
