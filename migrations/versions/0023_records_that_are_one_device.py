"""Which record stands for a device that was registered twice; what was merged so far is told by its events."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    merges = op.create_table(
        "merges",
        sa.Column("twin_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("twin_id <> kept_id", name=op.f("ck_merges_is_of_two_records")),
        sa.ForeignKeyConstraint(["kept_id"], ["assets.id"], name=op.f("fk_merges_kept_id_assets")),
        sa.ForeignKeyConstraint(["twin_id"], ["assets.id"], name=op.f("fk_merges_twin_id_assets")),
        sa.PrimaryKeyConstraint("twin_id", name=op.f("pk_merges")),
    )
    op.create_index(op.f("ix_merges_kept_id"), "merges", ["kept_id"], unique=False)
    rows = [{"twin_id": twin, "kept_id": kept} for twin, kept in _merged_so_far(op.get_bind()).items()]
    if rows:
        op.bulk_insert(merges, rows)


def downgrade() -> None:
    op.drop_table("merges")


def _merged_so_far(bind: sa.Connection) -> dict[int, int]:
    """The events of old name what stands for a device by its tag or serial number: what bears that code at its site."""
    found: dict[int, int] = {}
    told = "SELECT asset_id, site_id, details FROM events WHERE action = 'merged' ORDER BY id"
    bearing = sa.text(
        "SELECT a.id FROM assets a JOIN identifiers i ON i.asset_id = a.id"
        " WHERE i.code = :code AND a.site_id = :site AND a.id <> :twin GROUP BY a.id"
    )
    for twin, site, details in bind.execute(sa.text(told)).all():
        code = (json.loads(details) if isinstance(details, str) else details).get("into")
        bearers = bind.scalars(bearing, {"code": code, "site": site, "twin": twin}).all()
        if len(bearers) == 1:
            found |= {before: bearers[0] for before, kept in found.items() if kept == twin}
            found[twin] = bearers[0]
    return found
