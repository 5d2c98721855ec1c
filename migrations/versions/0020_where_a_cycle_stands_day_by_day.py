"""Where every site of a cycle stood at the end of each day, and the days a cycle was due on before it was moved."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "due_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("from_on <> to_on", name=op.f("ck_due_moves_moves_to_another_day")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_due_moves_by_id_users")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_due_moves_cycle_id_cycles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_moves")),
    )
    op.create_index(op.f("ix_due_moves_cycle_id"), "due_moves", ["cycle_id"], unique=False)
    op.create_table(
        "day_marks",
        sa.Column("certification_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("assets", sa.Integer(), nullable=False),
        sa.Column("sighted", sa.Integer(), nullable=False),
        sa.Column("explained", sa.Integer(), nullable=False),
        sa.Column("attested", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "sighted + explained + attested <= assets", name=op.f("ck_day_marks_ends_no_more_than_there_is")
        ),
        sa.ForeignKeyConstraint(
            ["certification_id"],
            ["certifications.id"],
            name=op.f("fk_day_marks_certification_id_certifications"),
        ),
        sa.PrimaryKeyConstraint("certification_id", "on", name=op.f("pk_day_marks")),
    )
    op.create_index("ix_day_marks_on", "day_marks", ["on"], unique=False)
    op.add_column("cycles", sa.Column("read_to", sa.Integer(), server_default="0", nullable=False))
    op.add_column("cycles", sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("cycles", "read_at")
    op.drop_column("cycles", "read_to")
    op.drop_table("day_marks")
    op.drop_table("due_moves")
