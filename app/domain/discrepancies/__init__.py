"""What somebody does about a difference that a count left: each kind by its own verbs; the row keeps who and when."""

from app.domain.discrepancies.codes import add_code, bearers_of, code_of, is_its_own, keep_code, merge
from app.domain.discrepancies.hands import TheirsAlready, check_in, check_out_to
from app.domain.discrepancies.many import Move, acknowledge_all, move_all, move_back, moved_by, moves_of
from app.domain.discrepancies.settling import (
    acknowledge,
    bring_back,
    explain,
    move_here,
    put_back,
    say_seen,
    set_aside,
)
from app.domain.discrepancies.undoing import NotUndone, may_undo, may_unsay, undo, unsay
from app.domain.discrepancies.ways import BY_STATE, WAYS, NotOfThisKind, ways_of

__all__ = [
    "BY_STATE", "WAYS", "Move", "NotOfThisKind", "NotUndone", "TheirsAlready", "acknowledge",
    "acknowledge_all", "add_code", "bearers_of", "bring_back", "check_in", "check_out_to", "code_of", "explain",
    "is_its_own", "keep_code", "may_undo", "may_unsay", "merge", "move_all", "move_back", "move_here",
    "moved_by", "moves_of", "put_back", "say_seen", "set_aside", "undo", "unsay", "ways_of",
]  # fmt: skip
