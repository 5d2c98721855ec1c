"""Checks drawn once more, a certification taken back, a word that is confirmed again, and more ends of a difference."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STEPS = ("opened", "counted", "sent_for_review", "returned", "signed", "accepted", "reopened")
WAYS = (
    "seen_later", "seen_elsewhere", "seen_at_home", "no_longer_so", "accepted", "moved_here", "reported", "registered",
    "code_added", "acknowledged", "set_aside",
)  # fmt: skip
BACK = ("returned", "reopened")


def upgrade() -> None:
    with op.batch_alter_table("spot_checks") as table:
        table.add_column(sa.Column("draw_number", sa.Integer(), nullable=False, server_default="1"))
        table.create_check_constraint(op.f("ck_spot_checks_is_of_a_numbered_draw"), "draw_number > 0")
    with op.batch_alter_table("spot_checks") as table:
        table.alter_column("draw_number", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("attestations") as table:
        table.add_column(sa.Column("repeats_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_attestations_repeats_id_attestations"), "attestations", ["repeats_id"], ["id"]
        )
    steps = "certification_steps"
    _widen(
        steps,
        "is_a_known_step",
        f"step IN ({_listed(STEPS)})",
        f"step IN ({_listed((*STEPS, 'taken_back'))})",
    )
    _widen(
        steps, "says_why_it_goes_back",
        f"step NOT IN ({_listed(BACK)}) OR comment IS NOT NULL",
        f"step NOT IN ({_listed((*BACK, 'taken_back'))}) OR comment IS NOT NULL",
    )  # fmt: skip
    _widen(
        "discrepancies", "is_settled_in_a_known_way", f"settled_how IN ({_listed(WAYS)})",
        f"settled_how IN ({_listed((*WAYS, 'checked_in', 'checked_out', 'code_kept', 'merged'))})",
    )  # fmt: skip


def downgrade() -> None:
    raise SystemExit("What was certified is not given up: restore a backup instead.")


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(map(repr, words))


def _widen(table: str, name: str, before: str, after: str) -> None:
    """Say a check anew; on SQLite as 0012 does, since building the table anew would lose what keeps its rows."""
    check, bind = op.f(f"ck_{table}_{name}"), op.get_bind()
    if bind.dialect.name != "sqlite":
        op.drop_constraint(check, table, type_="check")
        op.create_check_constraint(check, table, after)
        return
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema=ON")
    told = sa.text(
        "UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = :name"
    )
    bind.execute(told, {"before": before, "after": after, "name": table})
    bind.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema=OFF")
    sql = bind.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
    ).scalar_one()
    if after not in sql:
        msg = f"the check {name} of {table} is not written as expected"
        raise RuntimeError(msg)
