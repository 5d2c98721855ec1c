"""A district's rule is changed with a reason, and a mistake of the same day can be put right."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("policy_values") as table:
        table.add_column(sa.Column("reason", sa.String(), nullable=True))
        table.drop_constraint(op.f("uq_policy_values_name_effective_on"), type_="unique")
        table.create_index("ix_policy_values_name_effective_on", ["name", "effective_on"])


def downgrade() -> None:
    with op.batch_alter_table("policy_values") as table:
        table.drop_index("ix_policy_values_name_effective_on")
        table.create_unique_constraint(op.f("uq_policy_values_name_effective_on"), ["name", "effective_on"])
        table.drop_column("reason")
