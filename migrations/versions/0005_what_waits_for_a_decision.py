"""What phones sent and nobody decided about is found without reading everything they ever sent."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OPEN, DECIDED = sa.text("settled_at IS NULL"), sa.text("settled_how IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_operations_site_id_where_open",
        "operations",
        ["site_id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_operations_settled_at_where_decided",
        "operations",
        ["settled_at"],
        sqlite_where=DECIDED,
        postgresql_where=DECIDED,
    )


def downgrade() -> None:
    op.drop_index("ix_operations_settled_at_where_decided", "operations")
    op.drop_index("ix_operations_site_id_where_open", "operations")
