"""A cart is checked out to a teacher or a room, and what a check left open ends in one of the known ways."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")
ADDED = {
    "is_settled_in_a_known_way": "settled_how IN ('loaded', 'lost', 'damaged', 'looked_at', 'told_again')",
    "says_how_when_it_is_settled": "(settled_at IS NULL) = (settled_how IS NULL)",
}


def upgrade() -> None:
    op.create_table(
        "cart_checkouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("cart_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR room_id IS NOT NULL",
            name=op.f("ck_cart_checkouts_is_to_somebody_or_somewhere"),
        ),
        sa.CheckConstraint("ended_at >= began_at", name=op.f("ck_cart_checkouts_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["cart_id"], ["assets.id"], name=op.f("fk_cart_checkouts_cart_id_assets")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_cart_checkouts_person_id_people")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_cart_checkouts_room_id_rooms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_checkouts")),
        sa.UniqueConstraint("uuid", name=op.f("uq_cart_checkouts_uuid")),
    )
    op.create_index(op.f("ix_cart_checkouts_person_id"), "cart_checkouts", ["person_id"])
    op.create_index(
        "uq_cart_checkouts_one_open_per_cart",
        "cart_checkouts",
        ["cart_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    with op.batch_alter_table("slot_checks") as table:
        for name, condition in ADDED.items():
            table.create_check_constraint(op.f(f"ck_slot_checks_{name}"), condition)


def downgrade() -> None:
    with op.batch_alter_table("slot_checks") as table:
        for name in ADDED:
            table.drop_constraint(op.f(f"ck_slot_checks_{name}"), type_="check")
    op.drop_table("cart_checkouts")
