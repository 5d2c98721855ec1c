"""Phones get a number and a note, refused operations a settlement, and backups a memory."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


# Added in place: SQLite makes no table anew while others point at its rows, but takes a reference with its column.
COLUMNS = (
    "operations ADD COLUMN settled_how VARCHAR",
    "operations ADD COLUMN settled_by_op {uuid}",
    "operations ADD COLUMN note VARCHAR",
    "operations ADD COLUMN adopted_by_id INTEGER CONSTRAINT fk_operations_adopted_by_id_users REFERENCES users (id)",
    "phones ADD COLUMN handset_id INTEGER CONSTRAINT fk_phones_handset_id_handsets REFERENCES handsets (id)",
    "phones ADD COLUMN waiting_since {moment}",
    "phones ADD COLUMN durable_seq BIGINT",
    "phones ADD COLUMN emptied_at {moment}",
    "lost_numbers ADD COLUMN note_id INTEGER CONSTRAINT fk_lost_numbers_note_id_phone_notes REFERENCES phone_notes (id)",
)
TYPES = {
    "sqlite": {"uuid": "CHAR(32)", "moment": "DATETIME"},
    "postgresql": {"uuid": "UUID", "moment": "TIMESTAMP WITH TIME ZONE"},
}


def upgrade() -> None:
    _new_tables()
    for column in COLUMNS:
        op.execute(f"ALTER TABLE {column.format(**TYPES[op.get_bind().dialect.name])}")
    op.create_index(op.f("ix_phones_handset_id"), "phones", ["handset_id"])


def _new_tables() -> None:
    op.create_table(
        "handsets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("first_heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handsets")),
        sa.UniqueConstraint("uuid", name=op.f("uq_handsets_uuid")),
    )
    op.create_table(
        "phone_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_phone_notes_phone_id_phones")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_phone_notes_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_notes")),
    )
    op.create_index(op.f("ix_phone_notes_phone_id"), "phone_notes", ["phone_id"])
    op.create_table(
        "adoptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_adoptions_by_id_users")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_adoptions_actor_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoptions")),
        sa.UniqueConstraint("uuid", name=op.f("uq_adoptions_uuid")),
    )
    op.create_index(op.f("ix_adoptions_by_id"), "adoptions", ["by_id"])
    op.create_index(op.f("ix_adoptions_actor_id"), "adoptions", ["actor_id"])
    op.create_table(
        "backups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("operations", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backups")),
    )


def downgrade() -> None:
    raise SystemExit("What phones sent is not given up: restore a backup instead.")
