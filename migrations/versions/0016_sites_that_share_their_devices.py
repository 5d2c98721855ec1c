"""Sites whose students share devices, and ITS taking note of it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shared_devices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(noted_at IS NULL) = (noted_by_id IS NULL)", name=op.f("ck_shared_devices_is_noted_by_somebody")
        ),
        sa.CheckConstraint("ended_at >= began_at", name=op.f("ck_shared_devices_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["began_by_id"], ["users.id"], name=op.f("fk_shared_devices_began_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["users.id"], name=op.f("fk_shared_devices_ended_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["users.id"], name=op.f("fk_shared_devices_noted_by_id_users")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_shared_devices_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_devices")),
        sa.UniqueConstraint("uuid", name=op.f("uq_shared_devices_uuid")),
    )
    op.create_index(
        "uq_shared_devices_one_open_per_site",
        "shared_devices",
        ["site_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("shared_devices")
