"""Saying why something that is expected is not in the room."""

from uuid import UUID

from app.db import db
from app.domain import policy
from app.domain.audits.finishing import keep_in_line
from app.domain.ledger import Act
from app.models import Absence, Asset, Audit, Forerunner
from app.models.audits import ABSENCE_REASONS

# What speaks of a student is said of what a student may have with them.
OF_A_STUDENT = ("student_absent", "at_home")


def reasons_for(asset: Asset) -> tuple[str, ...]:
    """The reasons to offer for a device: of one that no student carries, none that speaks of a student.

    Policy: CERT-2.
    """
    if may_be_a_students(asset):
        return ABSENCE_REASONS
    return tuple(reason for reason in ABSENCE_REASONS if reason not in OF_A_STUDENT)


def may_be_a_students(asset: Asset) -> bool:
    """Whether a student has it, or it is of a kind that students carry."""
    if asset.holder is not None and asset.holder.kind == "student":
        return True
    return asset.model.category.name in policy.value("student_categories")


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
