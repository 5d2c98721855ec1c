"""A difference ends in one of the known ways, what was refused too; a phone has a number of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WAYS = (
    "seen_later", "seen_elsewhere", "seen_at_home", "no_longer_so", "accepted", "moved_here", "reported", "registered",
    "code_added", "acknowledged", "set_aside",
)  # fmt: skip
CHECKS = {
    "discrepancies": {
        "is_settled_in_a_known_way": f"settled_how IN ({', '.join(map(repr, WAYS))})",
        "says_how_when_it_is_settled": "(settled_at IS NULL) = (settled_how IS NULL)",
        "is_set_aside_with_a_word": "settled_how <> 'set_aside' OR note IS NOT NULL",
    },
    "operations": {"is_decided_in_a_known_way": "settled_how IN ('dismissed', 'done_anew')"},
}


def upgrade() -> None:
    op.add_column("discrepancies", sa.Column("note", sa.String(), nullable=True))
    for name, checks in CHECKS.items():
        with op.batch_alter_table(name) as table:
            for check, condition in checks.items():
                table.create_check_constraint(op.f(f"ck_{name}_{check}"), condition)
    op.add_column("handsets", sa.Column("number", sa.Integer(), nullable=True))
    # Whoever wrote phone 7 on a phone finds phone 7 again.
    op.execute("UPDATE handsets SET number = id")
    with op.batch_alter_table("handsets") as table:
        table.alter_column("number", existing_type=sa.Integer(), nullable=False)
        table.create_unique_constraint(op.f("uq_handsets_number"), ["number"])
    op.add_column(
        "server_state", sa.Column("phones_numbered", sa.Integer(), nullable=False, server_default="0")
    )
    op.execute("UPDATE server_state SET phones_numbered = (SELECT coalesce(max(number), 0) FROM handsets)")
    with op.batch_alter_table("server_state") as table:
        table.alter_column("phones_numbered", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("server_state") as table:
        table.drop_column("phones_numbered")
    with op.batch_alter_table("handsets") as table:
        table.drop_constraint(op.f("uq_handsets_number"), type_="unique")
        table.drop_column("number")
    for name, checks in CHECKS.items():
        with op.batch_alter_table(name) as table:
            for check in checks:
                table.drop_constraint(op.f(f"ck_{name}_{check}"), type_="check")
    with op.batch_alter_table("discrepancies") as table:
        table.drop_column("note")
