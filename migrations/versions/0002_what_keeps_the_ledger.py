"""What keeps the ledger: events stay, numbers have no gaps, and assets change only with an event. And an epoch."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STAYS = "the ledger only grows"
GAPLESS = "an event takes the next number of its asset"
LEDGER_ONLY = "an asset changes only through the ledger"

SQLITE = [
    f"""
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, '{STAYS}'); END
    """,
    f"""
    CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, '{STAYS}'); END
    """,
    f"""
    CREATE TRIGGER events_have_no_gaps BEFORE INSERT ON events
    WHEN NEW.number <> COALESCE((SELECT MAX(number) FROM events WHERE asset_id = NEW.asset_id), 0) + 1
    BEGIN SELECT RAISE(ABORT, '{GAPLESS}'); END
    """,
    f"""
    CREATE TRIGGER assets_change_with_an_event BEFORE UPDATE ON assets
    WHEN NEW.event_number <= OLD.event_number
      OR NEW.event_number <> (SELECT MAX(number) FROM events WHERE asset_id = NEW.id)
      OR NEW.event_hash <> (SELECT hash FROM events WHERE asset_id = NEW.id AND number = NEW.event_number)
    BEGIN SELECT RAISE(ABORT, '{LEDGER_ONLY}'); END
    """,
    f"""
    CREATE TRIGGER assets_are_never_removed BEFORE DELETE ON assets
    BEGIN SELECT RAISE(ABORT, '{STAYS}'); END
    """,
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{STAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER events_are_never_truncated BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER assets_are_never_removed BEFORE DELETE ON assets
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    f"""
    CREATE FUNCTION number_without_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.number <> COALESCE((SELECT MAX(number) FROM events WHERE asset_id = NEW.asset_id), 0) + 1 THEN
        RAISE EXCEPTION '{GAPLESS}' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER events_have_no_gaps BEFORE INSERT ON events
    FOR EACH ROW EXECUTE FUNCTION number_without_gaps()
    """,
    f"""
    CREATE FUNCTION change_with_an_event() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE last record;
    BEGIN
      SELECT number, hash INTO last FROM events WHERE asset_id = NEW.id ORDER BY number DESC LIMIT 1;
      IF NEW.event_number <= OLD.event_number OR NEW.event_number IS DISTINCT FROM last.number
         OR NEW.event_hash IS DISTINCT FROM last.hash THEN
        RAISE EXCEPTION '{LEDGER_ONLY}' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER assets_change_with_an_event BEFORE UPDATE ON assets
    FOR EACH ROW EXECUTE FUNCTION change_with_an_event()
    """,
]


def upgrade() -> None:
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    epoch = sa.text("INSERT INTO server_state (epoch, demonstration) VALUES (:epoch, false)")
    op.execute(epoch.bindparams(epoch=uuid4().hex))


def downgrade() -> None:
    raise SystemExit("The ledger is not given up: restore a backup instead.")
