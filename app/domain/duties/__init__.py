"""Who is designated, who is trained, and what was told of a breach. Policy: ORG-2, ORG-3, ORG-9."""

from app.domain.duties.breaches import AlreadyClosed, NothingTold, close, note, open_breaches, tell, told_by
from app.domain.duties.designating import (
    Manager,
    NotOfThisSite,
    designate,
    designation_due,
    end_designation,
    managers_of,
    may_be_designated,
)
from app.domain.duties.training import NothingToRead, NoTraining, complete, completed_by, publish, training_of

__all__ = [
    "AlreadyClosed", "Manager", "NoTraining", "NotOfThisSite", "NothingToRead", "NothingTold", "close", "complete",
    "completed_by", "designate", "designation_due", "end_designation", "managers_of", "may_be_designated", "note",
    "open_breaches", "publish", "tell", "told_by", "training_of",
]  # fmt: skip
