"""A device that the register says another holds: it comes back from there, or goes to whom it was found with."""

from app.domain.audits.settling import settle
from app.domain.custody import desk
from app.domain.discrepancies.ways import device_of, open_for
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.models import Discrepancy, Person
from app.models.discrepancies import Settled


class TheirsAlready(Refusal):
    """The register says already that they hold it."""

    reason = "theirs_already"


def check_in(discrepancy: Discrepancy, act: Act) -> None:
    """It came back, to the room where it was seen. Raises what checking in refuses, NotOfThisKind, AlreadySettled."""
    held = open_for(discrepancy, "check_in")
    settle(held, Settled.CHECKED_IN, act)
    desk.check_in(device_of(held), held.audit.room, act)


def check_out_to(discrepancy: Discrepancy, person: Person, act: Act) -> None:
    """It comes back from the one and goes to the other, as one act. Policy: CUS-2.

    Raises TheirsAlready, what checking in and out refuses, NotOfThisKind, AlreadySettled.
    """
    held = open_for(discrepancy, "check_out_to")
    asset = device_of(held)
    if asset.holder_id == person.id:
        raise TheirsAlready(asset=str(asset))
    settle(held, Settled.CHECKED_OUT, act)
    desk.check_in(asset, held.audit.room, act)
    desk.check_out(asset, person, act)
