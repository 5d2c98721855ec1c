"""What is wanted back and was lost instead: a collection may end so."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BEFORE, AFTER = "how IN ('collected', 'returned')", "how IN ('collected', 'returned', 'lost')"


def upgrade() -> None:
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        check = op.f("ck_collections_ends_in_a_known_way")
        op.drop_constraint(check, "collections", type_="check")
        op.create_check_constraint(check, "collections", AFTER)
        return
    # As 0018 does: the table is not built anew.
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    told = sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE name = 'collections'")
    bind.execute(told, {"before": BEFORE, "after": AFTER})
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=OFF")


def downgrade() -> None:
    raise SystemExit("What was lost is not said to be collected again: restore a backup instead.")
