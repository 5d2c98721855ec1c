"""From how many devices spot checks were drawn is kept with them, for the paper to say."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

CHECK = "ck_spot_checks_is_drawn_among_what_there_is"


def upgrade() -> None:
    with op.batch_alter_table("spot_checks") as table:
        table.add_column(sa.Column("among", sa.Integer(), nullable=True))
        table.add_column(sa.Column("among_answering", sa.Integer(), nullable=True))
        table.create_check_constraint(op.f(CHECK), "among_answering <= among")


def downgrade() -> None:
    with op.batch_alter_table("spot_checks") as table:
        table.drop_constraint(op.f(CHECK), type_="check")
        table.drop_column("among_answering")
        table.drop_column("among")
