"""Cycles, certifications and the seals that last; a seal is never changed and never removed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STAYS = "a seal lasts"
KEPT = ("seals", "certification_steps")


def upgrade() -> None:
    op.create_table(
        "seal_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("pem", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'retired') = (retired_at IS NOT NULL)", name=op.f("ck_seal_keys_is_retired_at_a_time")
        ),
        sa.CheckConstraint("state IN ('signs', 'retired')", name=op.f("ck_seal_keys_signs_or_is_retired")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_keys")),
        sa.UniqueConstraint("key", name=op.f("uq_seal_keys_key")),
    )
    op.create_index(
        "uq_seal_keys_one_signs",
        "seal_keys",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'signs'"),
        postgresql_where=sa.text("state = 'signs'"),
    )
    op.create_table(
        "cycles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("seen_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("categories", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("due_on >= began_on", name=op.f("ck_cycles_is_due_after_it_begins")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["users.id"], name=op.f("fk_cycles_opened_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycles")),
        sa.UniqueConstraint("name", name=op.f("uq_cycles_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_cycles_uuid")),
    )
    op.create_table(
        "certifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('counting', 'reconciling', 'in_review', 'returned', 'signed', 'accepted', 'reopened')",
            name=op.f("ck_certifications_is_in_a_known_state"),
        ),
        sa.CheckConstraint(
            "(revision = 1) = (replaces_id IS NULL)", name=op.f("ck_certifications_replaces_the_one_before")
        ),
        sa.CheckConstraint("revision > 0", name=op.f("ck_certifications_is_numbered_from_one")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_certifications_cycle_id_cycles")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["certifications.id"], name=op.f("fk_certifications_replaces_id_certifications")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_certifications_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certifications")),
        sa.UniqueConstraint(
            "cycle_id", "site_id", "revision", name=op.f("uq_certifications_cycle_id_site_id_revision")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_certifications_uuid")),
    )
    op.create_index(op.f("ix_certifications_site_id"), "certifications", ["site_id"], unique=False)
    op.create_index(
        "uq_certifications_one_standing_per_cycle_and_site",
        "certifications",
        ["cycle_id", "site_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'reopened'"),
        postgresql_where=sa.text("state <> 'reopened'"),
    )
    op.create_table(
        "attestations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("certification_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("alive_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'absence') = (alive_at IS NOT NULL)", name=op.f("ck_attestations_shows_life_when_absent")
        ),
        sa.CheckConstraint("kind IN ('holder', 'absence')", name=op.f("ck_attestations_is_of_a_known_kind")),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_attestations_asset_id_assets")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_attestations_by_id_users")),
        sa.ForeignKeyConstraint(
            ["certification_id"],
            ["certifications.id"],
            name=op.f("fk_attestations_certification_id_certifications"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["users.id"], name=op.f("fk_attestations_withdrawn_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestations")),
        sa.UniqueConstraint("uuid", name=op.f("uq_attestations_uuid")),
    )
    op.create_index(
        "uq_attestations_one_per_certification_and_asset",
        "attestations",
        ["certification_id", "asset_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "certification_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certification_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(), nullable=True),
        sa.CheckConstraint(
            "step IN ('opened', 'counted', 'sent_for_review', 'returned', 'signed', 'accepted', 'reopened')",
            name=op.f("ck_certification_steps_is_a_known_step"),
        ),
        sa.CheckConstraint(
            "step NOT IN ('returned', 'reopened') OR comment IS NOT NULL",
            name=op.f("ck_certification_steps_says_why_it_goes_back"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_certification_steps_by_id_users")),
        sa.ForeignKeyConstraint(
            ["certification_id"],
            ["certifications.id"],
            name=op.f("fk_certification_steps_certification_id_certifications"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification_steps")),
    )
    op.create_index(
        op.f("ix_certification_steps_certification_id"),
        "certification_steps",
        ["certification_id"],
        unique=False,
    )
    op.create_table(
        "seals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("certification_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certification_id"], ["certifications.id"], name=op.f("fk_seals_certification_id_certifications")
        ),
        sa.ForeignKeyConstraint(["key_id"], ["seal_keys.id"], name=op.f("fk_seals_key_id_seal_keys")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["users.id"], name=op.f("fk_seals_signed_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seals")),
        sa.UniqueConstraint("certification_id", name=op.f("uq_seals_certification_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_seals_uuid")),
    )
    op.create_table(
        "spot_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("certification_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("by_whom_answers", sa.Boolean(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(seen_at IS NULL) = (seen_by_id IS NULL)", name=op.f("ck_spot_checks_is_seen_by_somebody")
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_spot_checks_asset_id_assets")),
        sa.ForeignKeyConstraint(
            ["certification_id"],
            ["certifications.id"],
            name=op.f("fk_spot_checks_certification_id_certifications"),
        ),
        sa.ForeignKeyConstraint(["seen_by_id"], ["users.id"], name=op.f("fk_spot_checks_seen_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_checks")),
        sa.UniqueConstraint(
            "certification_id", "asset_id", name=op.f("uq_spot_checks_certification_id_asset_id")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_spot_checks_uuid")),
    )
    op.create_table(
        "seal_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seal_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["seal_id"], ["seals.id"], name=op.f("fk_seal_papers_seal_id_seals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_papers")),
        sa.UniqueConstraint("seal_id", "language", name=op.f("uq_seal_papers_seal_id_language")),
    )
    for table in KEPT:
        _keep(table)


def downgrade() -> None:
    raise SystemExit("A seal is not given up: restore a backup instead.")


def _keep(table: str) -> None:
    """Let rows of this table be added, and nothing else."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for when, done in (("UPDATE", "changed"), ("DELETE", "removed")):
        op.execute(
            f"CREATE TRIGGER {table}_are_never_{done} BEFORE {when} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{STAYS}'); END"
        )
