"""School days, and what is ordered, offered, delivered and scanned in."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = (
    "calendar_days",
    "donations",
    "purchase_orders",
    "deliveries",
    "donation_lines",
    "order_lines",
    "delivery_lines",
    "delivery_papers",
    "arrivals",
)


def upgrade() -> None:
    _calendar()
    _donations()
    _purchase_orders()
    _deliveries()
    _donation_lines()
    _order_lines()
    _delivery_lines()
    _delivery_papers()
    _arrivals()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _calendar() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('school_year', 'break', 'holiday', 'school_day')",
            name=op.f("ck_calendar_days_is_of_a_known_kind"),
        ),
        sa.CheckConstraint("ends_on >= begins_on", name=op.f("ck_calendar_days_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_calendar_days_entered_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["users.id"], name=op.f("fk_calendar_days_removed_by_id_users")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_calendar_days_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_days")),
        sa.UniqueConstraint("uuid", name=op.f("uq_calendar_days_uuid")),
    )
    op.create_index(
        "ix_calendar_days_site_id_begins_on", "calendar_days", ["site_id", "begins_on"], unique=False
    )


def _donations() -> None:
    op.create_table(
        "donations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("meets_standards", sa.Boolean(), nullable=True),
        sa.Column("can_be_updated", sa.Boolean(), nullable=True),
        sa.Column("can_be_managed", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('donation', 'grant', 'purchase', 'other')", name=op.f("ck_donations_is_of_a_known_kind")
        ),
        sa.CheckConstraint(
            "outcome <> 'accepted' OR (meets_standards AND can_be_updated AND can_be_managed)",
            name=op.f("ck_donations_is_accepted_only_when_fit"),
        ),
        sa.CheckConstraint(
            "outcome <> 'refused' OR length(reason) > 0", name=op.f("ck_donations_is_refused_for_a_reason")
        ),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'refused')", name=op.f("ck_donations_ends_in_a_known_way")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (reviewed_at IS NULL)",
            name=op.f("ck_donations_has_an_outcome_when_reviewed"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_donations_entered_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["users.id"], name=op.f("fk_donations_reviewed_by_id_users")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_donations_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donations")),
        sa.UniqueConstraint("uuid", name=op.f("uq_donations_uuid")),
    )
    op.create_index(op.f("ix_donations_site_id"), "donations", ["site_id"], unique=False)
    op.create_index(
        "ix_donations_site_id_where_waiting",
        "donations",
        ["site_id"],
        unique=False,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )


def _purchase_orders() -> None:
    op.create_table(
        "purchase_orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("supplier", sa.String(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("funding_source_id", sa.Integer(), nullable=True),
        sa.Column("federal_share", sa.Integer(), nullable=True),
        sa.Column("title_holder", sa.String(), nullable=True),
        sa.Column("use", sa.String(), nullable=True),
        sa.Column("ecf", sa.Boolean(), nullable=False),
        sa.Column("bought_by_programme", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "federal_share BETWEEN 0 AND 100", name=op.f("ck_purchase_orders_has_a_share_in_per_cent")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f("fk_purchase_orders_closed_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_purchase_orders_entered_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["funding_source_id"],
            ["funding_sources.id"],
            name=op.f("fk_purchase_orders_funding_source_id_funding_sources"),
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_purchase_orders_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_orders")),
        sa.UniqueConstraint("site_id", "number", name=op.f("uq_purchase_orders_site_id_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_purchase_orders_uuid")),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("donation_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_by", sa.String(), nullable=False),
        sa.Column("shipped_on", sa.Date(), nullable=True),
        sa.Column("packing_list", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("signed_off_by", sa.String(), nullable=True),
        sa.Column("signed_off_on", sa.Date(), nullable=True),
        sa.Column("signed_off_by_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(order_id IS NULL) <> (donation_id IS NULL)",
            name=op.f("ck_deliveries_is_of_an_order_or_a_donation"),
        ),
        sa.CheckConstraint(
            "(signed_off_on IS NULL) = (signed_off_by IS NULL)",
            name=op.f("ck_deliveries_is_signed_off_by_somebody"),
        ),
        sa.CheckConstraint("due_on >= received_on", name=op.f("ck_deliveries_is_due_after_it_came")),
        sa.ForeignKeyConstraint(
            ["donation_id"], ["donations.id"], name=op.f("fk_deliveries_donation_id_donations")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_deliveries_entered_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["purchase_orders.id"], name=op.f("fk_deliveries_order_id_purchase_orders")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_deliveries_room_id_rooms")),
        sa.ForeignKeyConstraint(
            ["signed_off_by_id"], ["users.id"], name=op.f("fk_deliveries_signed_off_by_id_users")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_deliveries_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("uuid", name=op.f("uq_deliveries_uuid")),
    )
    op.create_index(op.f("ix_deliveries_donation_id"), "deliveries", ["donation_id"], unique=False)
    op.create_index(op.f("ix_deliveries_order_id"), "deliveries", ["order_id"], unique=False)
    op.create_index(
        "ix_deliveries_site_id_due_on_where_open",
        "deliveries",
        ["site_id", "due_on"],
        unique=False,
        sqlite_where=sa.text("signed_off_on IS NULL"),
        postgresql_where=sa.text("signed_off_on IS NULL"),
    )
    op.create_index(
        "ix_deliveries_site_id_received_on", "deliveries", ["site_id", "received_on", "id"], unique=False
    )


def _donation_lines() -> None:
    op.create_table(
        "donation_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("donation_id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("value_cents", sa.Integer(), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_donation_lines_offers_something")),
        sa.ForeignKeyConstraint(
            ["donation_id"], ["donations.id"], name=op.f("fk_donation_lines_donation_id_donations")
        ),
        sa.ForeignKeyConstraint(
            ["model_id"], ["asset_models.id"], name=op.f("fk_donation_lines_model_id_asset_models")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation_lines")),
    )
    op.create_index(op.f("ix_donation_lines_donation_id"), "donation_lines", ["donation_id"], unique=False)


def _order_lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=True),
        sa.Column("warranty_kind", sa.String(), nullable=True),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.CheckConstraint("cost_cents >= 0", name=op.f("ck_order_lines_costs_nothing_below_zero")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_lines_orders_something")),
        sa.ForeignKeyConstraint(
            ["model_id"], ["asset_models.id"], name=op.f("fk_order_lines_model_id_asset_models")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["purchase_orders.id"], name=op.f("fk_order_lines_order_id_purchase_orders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
        sa.UniqueConstraint("uuid", name=op.f("uq_order_lines_uuid")),
    )
    op.create_index(op.f("ix_order_lines_order_id"), "order_lines", ["order_id"], unique=False)


def _delivery_lines() -> None:
    op.create_table(
        "delivery_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=True),
        sa.Column("donation_line_id", sa.Integer(), nullable=True),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.CheckConstraint("expected >= 0", name=op.f("ck_delivery_lines_expects_no_less_than_none")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_delivery_lines_delivery_id_deliveries")
        ),
        sa.ForeignKeyConstraint(
            ["donation_line_id"],
            ["donation_lines.id"],
            name=op.f("fk_delivery_lines_donation_line_id_donation_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["model_id"], ["asset_models.id"], name=op.f("fk_delivery_lines_model_id_asset_models")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_delivery_lines_order_line_id_order_lines")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_lines")),
        sa.UniqueConstraint(
            "delivery_id", "order_line_id", name=op.f("uq_delivery_lines_delivery_id_order_line_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_delivery_lines_uuid")),
    )
    op.create_index(
        op.f("ix_delivery_lines_order_line_id"), "delivery_lines", ["order_line_id"], unique=False
    )


def _delivery_papers() -> None:
    op.create_table(
        "delivery_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('proof', 'itemised', 'other')", name=op.f("ck_delivery_papers_is_of_a_known_kind")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_delivery_papers_attachment_id_attachments")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_delivery_papers_delivery_id_deliveries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_papers")),
        sa.UniqueConstraint("uuid", name=op.f("uq_delivery_papers_uuid")),
    )
    op.create_index(op.f("ix_delivery_papers_delivery_id"), "delivery_papers", ["delivery_id"], unique=False)


def _arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("serial", sa.String(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_arrivals_asset_id_assets")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_arrivals_by_id_users")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["delivery_lines.id"], name=op.f("fk_arrivals_line_id_delivery_lines")
        ),
        sa.ForeignKeyConstraint(
            ["taken_back_by_id"], ["users.id"], name=op.f("fk_arrivals_taken_back_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        sa.UniqueConstraint("uuid", name=op.f("uq_arrivals_uuid")),
    )
    op.create_index(op.f("ix_arrivals_line_id"), "arrivals", ["line_id"], unique=False)
    op.create_index(
        "uq_arrivals_one_per_asset",
        "arrivals",
        ["asset_id"],
        unique=True,
        sqlite_where=sa.text("taken_back_at IS NULL"),
        postgresql_where=sa.text("taken_back_at IS NULL"),
    )
    op.create_index(
        "uq_arrivals_one_per_serial",
        "arrivals",
        ["key"],
        unique=True,
        sqlite_where=sa.text("taken_back_at IS NULL"),
        postgresql_where=sa.text("taken_back_at IS NULL"),
    )
