"""One difference settled: seen after all, explained, moved, brought back, noted, or set aside with a word."""

from app.db import uuid7
from app.domain import audits, carts, register, repairs
from app.domain.audits.settling import settle
from app.domain.discrepancies.ways import device_of, open_for
from app.domain.ledger import Act
from app.domain.refusals import NoWord
from app.models import Discrepancy
from app.models.discrepancies import Settled

MOST_LETTERS = 2000


def say_seen(discrepancy: Discrepancy, act: Act) -> None:
    """It is in the room after all: a sighting of its count, heard late. Raises NotOfThisKind, AlreadySettled."""
    audits.hold_rooms([discrepancy.audit.room_id])
    held = open_for(discrepancy, "say_seen")
    asset = device_of(held)
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
    held = open_for(discrepancy, "explain")
    audits.explain(held.audit, uuid7(), device_of(held), reason, act)


def move_here(discrepancy: Discrepancy, act: Act) -> None:
    """Place it where it was seen. Raises what moving refuses, NotOfThisKind, AlreadySettled."""
    held = open_for(discrepancy, "move_here")
    register.move(device_of(held), held.audit.room, act)
    if held.settled_at is None:
        settle(held, Settled.MOVED_HERE, act)


def bring_back(discrepancy: Discrepancy, act: Act) -> None:
    """It is back from repair, in the room where it was seen. Raises what coming back refuses, NotOfThisKind,
    AlreadySettled.
    """
    held = open_for(discrepancy, "bring_back")
    repairs.come_back(device_of(held), held.audit.room, act)
    settle(held, Settled.BACK_FROM_REPAIR, act)


def put_back(discrepancy: Discrepancy, act: Act) -> None:
    """It is in the cart again where it belongs. Raises what putting back refuses, NotOfThisKind, AlreadySettled."""
    held = open_for(discrepancy, "put_back")
    carts.put_back(device_of(held), act)
    settle(held, Settled.PUT_BACK, act)


def acknowledge(discrepancy: Discrepancy, act: Act) -> None:
    """What was found stands where it was found already: somebody took note of it."""
    held = open_for(discrepancy, "acknowledge")
    settle(held, Settled.ACKNOWLEDGED, act)


def set_aside(discrepancy: Discrepancy, word: str, act: Act) -> None:
    """Nothing is to be done about it, and why. Raises NoWord, NotOfThisKind, AlreadySettled."""
    if not word.strip():
        raise NoWord
    held = open_for(discrepancy, "set_aside")
    held.note = word.strip()[:MOST_LETTERS]
    settle(held, Settled.SET_ASIDE, act)
