"""A difference is settled by what was done: back from repair, and put back into its cart, are no moves."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

WAYS = (
    "seen_later", "seen_elsewhere", "seen_at_home", "no_longer_so", "accepted", "moved_here", "reported", "registered",
    "code_added", "acknowledged", "set_aside", "checked_in", "checked_out", "code_kept", "merged",
)  # fmt: skip
CHECK = "ck_discrepancies_is_settled_in_a_known_way"


def upgrade() -> None:
    _widen(_said(WAYS), _said((*WAYS, "back_from_repair", "put_back")))
    op.execute(
        "UPDATE discrepancies SET settled_how = 'back_from_repair' WHERE settled_how = 'moved_here' AND EXISTS "
        "(SELECT 1 FROM events WHERE events.asset_id = discrepancies.asset_id AND events.action = 'mended' "
        "AND events.heard_at = discrepancies.settled_at)"
    )


def downgrade() -> None:
    raise SystemExit("What was settled is not given up: restore a backup instead.")


def _said(ways: tuple[str, ...]) -> str:
    return f"settled_how IN ({', '.join(map(repr, ways))})"


def _widen(before: str, after: str) -> None:
    """As 0018 does: on SQLite building the table anew would lose what keeps its rows."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        op.drop_constraint(op.f(CHECK), "discrepancies", type_="check")
        op.create_check_constraint(op.f(CHECK), "discrepancies", after)
        return
    table = {"name": "discrepancies"}
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    told = sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE name = :name")
    bind.execute(told, {"before": before, "after": after} | table)
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=RESET")
    sql = bind.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), table).scalar_one()
    if after not in sql:
        msg = f"the check {CHECK} is not written as expected"
        raise RuntimeError(msg)
