"""From which state a certification goes to which, and by whose hand it says so. Policy: CERT-3."""

from typing import NamedTuple

from sqlalchemy import select

from app.db import db
from app.domain.ledger import Act
from app.domain.refusals import NoWord, Refusal
from app.models import Certification, CertificationStep


class Rule(NamedTuple):
    """The states a step starts from, and the one it leads to."""

    sources: frozenset[str]
    target: str


class NotNow(Refusal):
    """The certification is in another state than this step starts from."""

    reason = "not_in_this_state"


class TakenBack(Refusal):
    """Whoever sent it for review took it back meanwhile: nothing of it is signed or returned."""

    reason = "taken_back"


AT_WORK = frozenset({"counting", "reconciling", "returned"})
SEALED = frozenset({"signed", "accepted"})
OPEN = AT_WORK | {"in_review"}

RULES = {
    "counted": Rule(frozenset({"counting"}), "reconciling"),
    "sent_for_review": Rule(AT_WORK, "in_review"),
    "taken_back": Rule(frozenset({"in_review"}), "reconciling"),
    "returned": Rule(frozenset({"in_review"}), "returned"),
    "signed": Rule(frozenset({"in_review"}), "signed"),
    "accepted": Rule(frozenset({"signed"}), "accepted"),
    "reopened": Rule(SEALED, "reopened"),
}
SAYS_WHY = frozenset({"returned", "reopened", "taken_back"})
MOST_LETTERS = 1000


def take_step(certification: Certification, step: str, act: Act, comment: str | None = None) -> None:
    """Bring a certification from one state to the next. Raises NotNow, TakenBack, NoWord."""
    hold(certification)
    rule, word = RULES[step], (comment or "").strip() or None
    if certification.state not in rule.sources:
        _refuse_taken_back(certification, rule)
        raise NotNow(state=certification.state, step=step)
    if step in SAYS_WHY and word is None:
        raise NoWord(step=step)
    certification.state = rule.target
    note(certification, step, act, word)


def hold(certification: Certification) -> None:
    """See a certification as it is now, and let nobody else take a step with it until the transaction ends."""
    query = (
        select(Certification).where(Certification.id == certification.id).with_for_update(of=Certification)
    )
    db.session.scalars(query.execution_options(populate_existing=True)).one()


def note(certification: Certification, step: str, act: Act, comment: str | None = None) -> None:
    """Write down what was done, by whom and when."""
    by_id, word = act.actor.id if act.actor else None, comment[:MOST_LETTERS] if comment else None
    db.session.add(
        CertificationStep(
            certification_id=certification.id, step=step, at=act.happened_at, by_id=by_id, comment=word
        )
    )
    db.session.flush()


def _refuse_taken_back(certification: Certification, rule: Rule) -> None:
    """Whoever has it open for review hears who took it back, and with which word."""
    said = select(CertificationStep).where(CertificationStep.certification_id == certification.id)
    last = db.session.scalar(said.order_by(CertificationStep.id.desc()).limit(1))
    if last is not None and last.step == "taken_back" and "in_review" in rule.sources:
        raise TakenBack(name=last.by.name if last.by else "", word=last.comment)
