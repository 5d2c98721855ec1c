"""What becomes of a certification between the IDM, the administrator and ITS. Policy: CERT-3, CERT-4."""

from sqlalchemy import update

from app.db import db
from app.domain.certification.states import note, take_step
from app.domain.ledger import Act
from app.models import Certification, DayMark


def finish_counting(certification: Certification, act: Act) -> None:
    """Every room that is to be counted is counted; what is off is settled from here on. Raises NotNow."""
    take_step(certification, "counted", act)


def send_for_review(certification: Certification, act: Act, comment: str | None = None) -> None:
    """The IDM lays it before the site's administrator. Raises NotNow."""
    take_step(certification, "sent_for_review", act, comment)


def take_back(certification: Certification, word: str, act: Act) -> None:
    """The IDM takes it back before it is signed, with a word to the administrator. Raises NotNow, NoWord."""
    take_step(certification, "taken_back", act, word)


def return_(certification: Certification, comment: str, act: Act) -> None:
    """The administrator sends it back with a word. Raises NotNow, TakenBack, NoWord."""
    take_step(certification, "returned", act, comment)


def accept(certification: Certification, act: Act) -> None:
    """ITS takes a signed certification. Raises NotNow."""
    take_step(certification, "accepted", act)


def reopen(certification: Certification, reason: str, act: Act) -> Certification:
    """ITS lets a site certify again: the seal stays as it is, and a new revision names it. Raises NotNow, NoWord."""
    take_step(certification, "reopened", act, reason)
    again = Certification(
        cycle_id=certification.cycle_id, site_id=certification.site_id, revision=certification.revision + 1,
        state="reconciling", replaces_id=certification.id,
    )  # fmt: skip
    db.session.add(again)
    db.session.flush()
    note(again, "opened", act, reason.strip())
    # Its weeks are those of the site: they go on with the revision that stands.
    marks = update(DayMark).where(DayMark.certification_id == certification.id)
    db.session.execute(
        marks.values(certification_id=again.id), execution_options={"synchronize_session": False}
    )
    return again
