"""Carts are confirmed slot by slot, and what differs waits to be settled."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

DIFFERENCES = ("missing", "damaged", "swapped", "extra", "unregistered", "other_site")
STATES = ("present", "missing", "damaged", "swapped", "empty")


def upgrade() -> None:
    op.create_table(
        "cart_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("cart_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Boolean(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_cart_checks_by_id_users")),
        sa.ForeignKeyConstraint(["cart_id"], ["assets.id"], name=op.f("fk_cart_checks_cart_id_assets")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_cart_checks_room_id_rooms")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_cart_checks_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_checks")),
        sa.UniqueConstraint("uuid", name=op.f("uq_cart_checks_uuid")),
    )
    op.create_index("ix_cart_checks_cart_id_captured_at", "cart_checks", ["cart_id", "captured_at"])
    op.create_index(op.f("ix_cart_checks_site_id"), "cart_checks", ["site_id"])
    _slots()


def _slots() -> None:
    op.create_table(
        "slot_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("expected_id", sa.Integer(), nullable=True),
        sa.Column("seen_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("difference", sa.String(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_how", sa.String(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            f"difference IN ({', '.join(map(repr, DIFFERENCES))})",
            name=op.f("ck_slot_checks_differs_in_a_known_way"),
        ),
        sa.CheckConstraint(
            f"state IN ({', '.join(map(repr, STATES))})", name=op.f("ck_slot_checks_is_in_a_known_slot_state")
        ),
        sa.ForeignKeyConstraint(
            ["check_id"], ["cart_checks.id"], name=op.f("fk_slot_checks_check_id_cart_checks")
        ),
        sa.ForeignKeyConstraint(
            ["expected_id"], ["assets.id"], name=op.f("fk_slot_checks_expected_id_assets")
        ),
        sa.ForeignKeyConstraint(["seen_id"], ["assets.id"], name=op.f("fk_slot_checks_seen_id_assets")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["users.id"], name=op.f("fk_slot_checks_settled_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_checks")),
        sa.UniqueConstraint("uuid", name=op.f("uq_slot_checks_uuid")),
    )
    op.create_index(op.f("ix_slot_checks_check_id"), "slot_checks", ["check_id"])
    op.create_index("ix_slot_checks_difference_settled_at", "slot_checks", ["difference", "settled_at"])


def downgrade() -> None:
    op.drop_table("slot_checks")
    op.drop_table("cart_checks")
