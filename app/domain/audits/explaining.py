"""Saying why something that is expected is not in the room."""

from uuid import UUID

from app.db import db
from app.domain.audits.finishing import keep_in_line
from app.domain.ledger import Act
from app.models import Absence, Asset, Audit, Forerunner


def explain(
    audit: Audit, op_id: UUID, asset: Asset, reason: str, act: Act, *, undone: Forerunner | None = None
) -> Absence:
    """Keep why an asset is not here. It tells where the count expects the asset and does not see it."""
    told = Absence(
        uuid=op_id, audit_id=audit.id, asset_id=asset.id, reason=reason, captured_at=act.happened_at
    )
    told.by_id = act.by_id or 0
    if undone is not None:
        told.undone_at = undone.captured_at
        db.session.delete(undone)
    db.session.add(told)
    db.session.flush()
    keep_in_line([audit], act)
    return told
