"""Devices travel between sites on packing lists, and every report of trouble is a row."""

import json
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# What is gone now, as the ledger told of it last.
GONE = """
    SELECT events.asset_id, events.site_id, events.action, events.heard_at, events.actor_id, events.person_id,
           events.room_id, events.details
      FROM events JOIN assets ON assets.id = events.asset_id
     WHERE events.action = 'reported_' || assets.state AND assets.state IN ('lost', 'stolen')
       AND events.number = (SELECT MAX(later.number) FROM events AS later
                             WHERE later.asset_id = events.asset_id AND later.action = events.action)
"""


def upgrade() -> None:
    _losses()
    _reported_before()
    _transfers()
    _lines()
    _extras()


def _losses() -> None:
    op.create_table(
        "losses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=True),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("police_report", sa.String(), nullable=True),
        sa.Column("incident", sa.String(), nullable=True),
        sa.Column("consulted_on", sa.Date(), nullable=True),
        sa.Column("consultation", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_how", sa.String(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("found_room_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ended_how IN ('found', 'reported_anew')", name=op.f("ck_losses_ended_in_a_known_way")
        ),
        sa.CheckConstraint(
            "kind IN ('lost', 'stolen', 'vandalised', 'damaged')", name=op.f("ck_losses_is_of_a_known_kind")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_how IS NULL)", name=op.f("ck_losses_ends_in_some_way")
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_losses_asset_id_assets")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["users.id"], name=op.f("fk_losses_ended_by_id_users")),
        sa.ForeignKeyConstraint(["found_room_id"], ["rooms.id"], name=op.f("fk_losses_found_room_id_rooms")),
        sa.ForeignKeyConstraint(["holder_id"], ["people.id"], name=op.f("fk_losses_holder_id_people")),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["users.id"], name=op.f("fk_losses_reported_by_id_users")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_losses_room_id_rooms")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_losses_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_losses")),
        sa.UniqueConstraint("uuid", name=op.f("uq_losses_uuid")),
    )
    op.create_index("ix_losses_asset_id", "losses", ["asset_id"], unique=False)
    op.create_index("ix_losses_site_id_id", "losses", ["site_id", "id"], unique=False)
    op.create_index("ix_losses_site_id_kind", "losses", ["site_id", "kind", "id"], unique=False)
    op.create_index(
        "uq_losses_one_open_per_asset",
        "losses",
        ["asset_id"],
        unique=True,
        sqlite_where=sa.text("kind IN ('lost', 'stolen') AND ended_at IS NULL"),
        postgresql_where=sa.text("kind IN ('lost', 'stolen') AND ended_at IS NULL"),
    )


def _reported_before() -> None:
    """What is gone already has its row, too."""
    rows = op.get_bind().execute(sa.text(GONE)).mappings().all()
    columns = [
        "uuid",
        "site_id",
        "asset_id",
        "kind",
        "reported_at",
        "reported_by_id",
        "holder_id",
        "room_id",
        "note",
    ]
    kinds = {"uuid": sa.Uuid(), "reported_at": sa.DateTime(timezone=True)}
    table = sa.table("losses", *(sa.column(name, kinds.get(name)) for name in columns))
    for row in rows:
        heard_at = row["heard_at"]
        op.execute(
            table.insert().values(
                uuid=uuid4(),
                site_id=row["site_id"],
                asset_id=row["asset_id"],
                kind=row["action"].removeprefix("reported_"),
                reported_at=datetime.fromisoformat(heard_at) if isinstance(heard_at, str) else heard_at,
                reported_by_id=row["actor_id"],
                holder_id=row["person_id"],
                room_id=row["room_id"],
                note=json.loads(row["details"]).get("note"),
            )
        )


def _transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("from_site_id", sa.Integer(), nullable=False),
        sa.Column("to_site_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("packed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("packed_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(sent_at IS NULL) = (sent_by_id IS NULL)", name=op.f("ck_transfers_is_sent_by_somebody")
        ),
        sa.CheckConstraint("from_site_id <> to_site_id", name=op.f("ck_transfers_goes_to_another_site")),
        sa.ForeignKeyConstraint(["from_site_id"], ["sites.id"], name=op.f("fk_transfers_from_site_id_sites")),
        sa.ForeignKeyConstraint(["packed_by_id"], ["users.id"], name=op.f("fk_transfers_packed_by_id_users")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["users.id"], name=op.f("fk_transfers_sent_by_id_users")),
        sa.ForeignKeyConstraint(["to_site_id"], ["sites.id"], name=op.f("fk_transfers_to_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        sa.UniqueConstraint("uuid", name=op.f("uq_transfers_uuid")),
    )
    op.create_index("ix_transfers_from_site_id_id", "transfers", ["from_site_id", "id"], unique=False)
    op.create_index("ix_transfers_to_site_id_id", "transfers", ["to_site_id", "id"], unique=False)


def _lines() -> None:
    op.create_table(
        "transfer_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("from_state", sa.String(), nullable=True),
        sa.Column("from_room_id", sa.Integer(), nullable=True),
        sa.Column("from_cart_id", sa.Integer(), nullable=True),
        sa.Column("from_slot", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_how", sa.String(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "ended_how IN ('scanned', 'accepted', 'refused', 'recalled', 'lost')",
            name=op.f("ck_transfer_lines_ended_in_a_known_way"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_how IS NULL)", name=op.f("ck_transfer_lines_ends_in_some_way")
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR sent_at IS NOT NULL", name=op.f("ck_transfer_lines_ends_only_once_sent")
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_transfer_lines_asset_id_assets")),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["users.id"], name=op.f("fk_transfer_lines_ended_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["from_cart_id"], ["assets.id"], name=op.f("fk_transfer_lines_from_cart_id_assets")
        ),
        sa.ForeignKeyConstraint(
            ["from_room_id"], ["rooms.id"], name=op.f("fk_transfer_lines_from_room_id_rooms")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfers.id"], name=op.f("fk_transfer_lines_transfer_id_transfers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_lines")),
        sa.UniqueConstraint("transfer_id", "asset_id", name=op.f("uq_transfer_lines_transfer_id_asset_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_transfer_lines_uuid")),
    )
    op.create_index("ix_transfer_lines_asset_id", "transfer_lines", ["asset_id"], unique=False)
    op.create_index(
        "uq_transfer_lines_one_open_per_asset",
        "transfer_lines",
        ["asset_id"],
        unique=True,
        sqlite_where=sa.text("sent_at IS NOT NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NOT NULL AND ended_at IS NULL"),
    )


def _extras() -> None:
    op.create_table(
        "transfer_extras",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_transfer_extras_asset_id_assets")),
        sa.ForeignKeyConstraint(
            ["seen_by_id"], ["users.id"], name=op.f("fk_transfer_extras_seen_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfers.id"], name=op.f("fk_transfer_extras_transfer_id_transfers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_extras")),
        sa.UniqueConstraint("transfer_id", "asset_id", name=op.f("uq_transfer_extras_transfer_id_asset_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_transfer_extras_uuid")),
    )
    op.create_index(op.f("ix_transfer_extras_asset_id"), "transfer_extras", ["asset_id"], unique=False)


def downgrade() -> None:
    for table in ("transfer_extras", "transfer_lines", "transfers", "losses"):
        op.drop_table(table)
