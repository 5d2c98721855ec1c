"""What each kind of operation does: the same verbs as the pages use."""

from app.domain.offline.kinds.refusals import Conflict, NotYoursToBring
from app.domain.offline.kinds.registry import apply

__all__ = ["Conflict", "NotYoursToBring", "apply"]
