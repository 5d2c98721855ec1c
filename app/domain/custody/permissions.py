"""Leave for a checked-out device to be off the premises: asked for, given or refused, with an end. Policy: CUS-6."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select

from app import clock
from app.db import db, insert_all, uuid7
from app.domain import policy
from app.domain.access import Scope
from app.domain.ledger import Act
from app.domain.refusals import AlreadySettled, Refusal
from app.models import Asset, Checkout, OffsitePermission


class CheckoutEnded(Refusal):
    """The device came back meanwhile."""

    reason = "checkout_ended"


class AlreadyAsked(Refusal):
    """Somebody asked for this before, and it is open or given."""

    reason = "already_asked"


class BadEnd(Refusal):
    """A day that has passed, or one too far away."""

    reason = "bad_end"


class NothingToAnswer(Refusal):
    """None of these waits for an answer any more."""

    reason = "nothing_to_answer"


def usual_end() -> date:
    """The day a permission ends unless somebody says otherwise: the next end of the school year."""
    today = clock.day()
    month, day = map(int, policy.value("offsite_ends").split("-"))
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def ask(checkout: Checkout, ends_on: date, act: Act, note: str = "") -> OffsitePermission:
    """Ask that the device of a checkout may leave the premises. Raises CheckoutEnded, AlreadyAsked, BadEnd."""
    if checkout.ended_at is not None:
        raise CheckoutEnded(asset=str(checkout.asset))
    if not ask_all([checkout], ends_on, act, note):
        raise AlreadyAsked(asset=str(checkout.asset))
    return db.session.scalars(open_ones([checkout.id])).one()


def ask_all(checkouts: Sequence[Checkout], ends_on: date, act: Act, note: str = "") -> int:
    """Ask for a class at once; how many were asked for that had none yet. Raises BadEnd."""
    _refuse_bad_end(ends_on)
    keys = [checkout.id for checkout in checkouts if checkout.ended_at is None]
    have = {row.checkout_id: row for row in db.session.scalars(open_ones(keys))}
    for row in list(have.values()):
        if row.answer == "given" and row.ends_on < clock.day():
            _close(row, act)
            del have[row.checkout_id]
    db.session.flush()
    sites = dict(
        db.session.execute(
            select(Checkout.id, Asset.site_id).join(Checkout.asset).where(Checkout.id.in_(keys))
        ).all()
    )
    rows = [
        {
            "uuid": uuid7(), "checkout_id": key, "site_id": sites[key], "ends_on": ends_on, "asked_at": act.happened_at,
            "asked_by_id": act.by_id or 0, "note": note.strip()[:500] or None,
        }
        for key in keys if key not in have
    ]  # fmt: skip
    insert_all(OffsitePermission, rows)
    return len(rows)


def answer_all(
    permissions: Iterable[OffsitePermission], answer: str, act: Act, word: str = ""
) -> list[OffsitePermission]:
    """Give or refuse what waits for an answer; those that were answered now. Raises NothingToAnswer."""
    waiting = [row for row in _held(permissions) if row.answer is None and row.closed_at is None]
    if not waiting:
        raise NothingToAnswer
    for row in waiting:
        row.answer, row.answered_at, row.answered_by = answer, act.happened_at, act.actor
        row.word = word.strip()[:500] or None
        if answer == "refused":
            _close(row, act)
    db.session.flush()
    return waiting


def withdraw(permission: OffsitePermission, act: Act) -> None:
    """Take back what was asked for or given. Raises AlreadySettled."""
    [held] = _held([permission])
    if held.closed_at is not None:
        raise AlreadySettled
    _close(held, act)
    db.session.flush()


def waiting(scope: Scope) -> Select[OffsitePermission]:
    """What waits for the site administrators of a scope, of devices that are still out."""
    return (
        select(OffsitePermission)
        .join(OffsitePermission.checkout)
        .where(
            scope.where(OffsitePermission.site_id),
            OffsitePermission.answer.is_(None),
            OffsitePermission.closed_at.is_(None),
            Checkout.ended_at.is_(None),
        )
    )


def open_ones(checkout_ids: Iterable[int]) -> Select[OffsitePermission]:
    """The permissions of these checkouts that are asked for or given."""
    return select(OffsitePermission).where(
        OffsitePermission.checkout_id.in_(list(checkout_ids)), OffsitePermission.closed_at.is_(None)
    )


def _held(permissions: Iterable[OffsitePermission]) -> Sequence[OffsitePermission]:
    """Permissions as they are now, held until the transaction ends: two may answer at once."""
    keys = [row.id for row in permissions]
    query = select(OffsitePermission).where(OffsitePermission.id.in_(keys)).order_by(OffsitePermission.id)
    fresh = query.with_for_update(of=OffsitePermission).execution_options(populate_existing=True)
    return db.session.scalars(fresh).all()


def _close(permission: OffsitePermission, act: Act) -> None:
    permission.closed_at, permission.closed_by = act.happened_at, act.actor


def _refuse_bad_end(ends_on: date) -> None:
    today = clock.day()
    if not today <= ends_on <= today + timedelta(days=policy.value("offsite_most_days")):
        raise BadEnd
