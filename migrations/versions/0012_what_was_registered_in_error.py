"""A device that was registered in error is void: its events stay, its tag and serial number are free again.

Building the table anew would take the whole register through memory and its triggers along; SQLite's own way for a
check that only lets more pass (lang_altertable, "changes that do not affect the on-disk content") is to say it anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHECK = "ck_assets_is_in_a_known_state"
BEFORE = (
    "received", "in_stock", "checked_out", "deployed", "in_repair", "in_transit", "lost", "stolen", "salvage",
    "with_its", "returned_to_its", "sanitized", "disposed",
)  # fmt: skip
AFTER = (*BEFORE, "void")


def upgrade() -> None:
    _check(BEFORE, AFTER)


def downgrade() -> None:
    _check(AFTER, BEFORE)


def _check(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _say_anew(_condition(before), _condition(after))
    else:
        op.drop_constraint(op.f(CHECK), "assets", type_="check")
        op.create_check_constraint(op.f(CHECK), "assets", _condition(after))


def _condition(states: tuple[str, ...]) -> str:
    return f"state IN ({', '.join(map(repr, states))})"


def _say_anew(before: str, after: str) -> None:
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    told = sa.text(
        "UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'assets'"
    )
    changed = bind.execute(told, {"before": before, "after": after})
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=OFF")
    sql = bind.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = 'assets'")).scalar_one()
    if changed.rowcount != 1 or after not in sql:
        msg = "the states of assets are not written as expected"
        raise RuntimeError(msg)
