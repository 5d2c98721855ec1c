"""What somebody does about a difference that a count left: each kind by its own verbs; the row keeps who and when."""

from collections.abc import Iterable

from sqlalchemy import select

from app.db import db, uuid7
from app.domain import audits, register, repairs
from app.domain.audits.settling import held_open, settle
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Asset, Audit, Discrepancy

# Reporting and registering have pages of their own: the difference is settled by them.
WAYS: dict[str, tuple[str, ...]] = {
    "missing": ("say_seen", "explain", "report"),
    "elsewhere": ("move_here", "set_aside"),
    "no_place": ("move_here", "set_aside"),
    "found": ("acknowledge",),
    "unregistered": ("register", "add_code", "set_aside"),
    "duplicate_code": ("look_at_both", "set_aside"),
    "other_site": ("set_aside",),
    "wrong_holder": ("set_aside",),
    "conflicting_state": ("bring_back", "set_aside"),
}
MOST_WORDS = 2000


class NotOfThisKind(Refusal):
    """A difference of this kind is not settled in this way."""

    reason = "not_of_this_kind"


class NoWord(Refusal):
    """Whoever sets a difference aside says why."""

    reason = "no_word"


def say_seen(discrepancy: Discrepancy, act: Act) -> None:
    """It is in the room after all: a sighting of its count, heard late. Raises NotOfThisKind, AlreadySettled."""
    audits.hold_rooms([discrepancy.audit.room_id])
    held = _open(discrepancy, "say_seen")
    asset = _device(held)
    audits.sight(
        audits.Reading(
            count=audits.Count.of(held.audit),
            op_id=uuid7(),
            code=asset.tag or asset.serial or str(asset.uuid),
            method="seen",
            act=act,
            meant=[asset],
            chosen=asset.uuid,
        )
    )


def explain(discrepancy: Discrepancy, reason: str, act: Act) -> None:
    """Say why it was not there: an absence of its count, heard late. Raises NotOfThisKind, AlreadySettled."""
    audits.hold_rooms([discrepancy.audit.room_id])
    held = _open(discrepancy, "explain")
    audits.explain(held.audit, uuid7(), _device(held), reason, act)


def move_here(discrepancy: Discrepancy, act: Act) -> None:
    """Place it where it was seen. Raises what moving refuses, NotOfThisKind, AlreadySettled."""
    held = _open(discrepancy, "move_here")
    register.move(_device(held), held.audit.room, act)


def bring_back(discrepancy: Discrepancy, act: Act) -> None:
    """It is back from repair, in the room where it was seen. Raises what coming back refuses, NotOfThisKind,
    AlreadySettled.
    """
    held = _open(discrepancy, "bring_back")
    repairs.come_back(_device(held), held.audit.room, act)
    settle(held, "moved_here", act)


def move_all(audit: Audit, act: Act) -> tuple[int, int]:
    """Place all that a count saw out of its place where it was seen; gives how many, and how many may not be moved."""
    kinds = [kind for kind, ways in WAYS.items() if "move_here" in ways]
    query = select(Discrepancy).where(
        Discrepancy.audit_id == audit.id, Discrepancy.kind.in_(kinds), Discrepancy.settled_at.is_(None)
    )
    moved, left = 0, 0
    for discrepancy in db.session.scalars(query.order_by(Discrepancy.asset_id)).all():
        try:
            with db.session.begin_nested():
                move_here(discrepancy, act)
            moved += 1
        except Refusal:
            left += 1
    return moved, left


def add_code(discrepancy: Discrepancy, asset: Asset, act: Act) -> None:
    """The code that nobody knew is this device's. Raises UnfitCode, CodeTooLong, NotOfThisKind, AlreadySettled."""
    held = _open(discrepancy, "add_code")
    register.identify(asset, held.code or "", act)
    if held.settled_at is None:
        settle(held, "code_added", act)


def acknowledge(discrepancy: Discrepancy, act: Act) -> None:
    """What was found stands where it was found already: somebody took note of it."""
    held = _open(discrepancy, "acknowledge")
    settle(held, "acknowledged", act)


def acknowledge_all(discrepancies: Iterable[Discrepancy], act: Act) -> int:
    """Take note of all of them; gives how many."""
    found = list(discrepancies)
    for discrepancy in found:
        acknowledge(discrepancy, act)
    return len(found)


def set_aside(discrepancy: Discrepancy, word: str, act: Act) -> None:
    """Nothing is to be done about it, and why. Raises NoWord, NotOfThisKind, AlreadySettled."""
    if not word.strip():
        raise NoWord
    held = _open(discrepancy, "set_aside")
    held.note = word.strip()[:MOST_WORDS]
    settle(held, "set_aside", act)


def _open(discrepancy: Discrepancy, way: str) -> Discrepancy:
    held = held_open(discrepancy)
    if way not in WAYS[held.kind]:
        raise NotOfThisKind
    return held


def _device(discrepancy: Discrepancy) -> Asset:
    if discrepancy.asset is None:
        raise NotOfThisKind
    return discrepancy.asset
