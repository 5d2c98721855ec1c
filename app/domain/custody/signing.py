"""The word of whoever takes a device: a mark drawn at the desk, or a name typed there. Policy: CUS-2, RST-2."""

from sqlalchemy import select

from app.db import db
from app.domain.custody.permissions import CheckoutEnded
from app.domain.ledger import Act
from app.domain.refusals import AlreadySettled, Refusal
from app.models import Checkout, ConfirmationLink, Signature

LONGEST_NAME = 120


class AlreadySigned(Refusal):
    """Somebody signed for this device before."""

    reason = "already_signed"


class NothingSigned(Refusal):
    """Neither a mark nor a name."""

    reason = "nothing_signed"


def sign(
    checkout: Checkout, act: Act, *, mark: bytes | None = None, name: str = "", signer: str = "holder"
) -> Signature:
    """Keep a mark (a small PNG, re-encoded before) or a typed name. Any link of the checkout holds no longer.

    Raises CheckoutEnded, AlreadySigned, NothingSigned.
    """
    typed = " ".join(name.split())[:LONGEST_NAME]
    if checkout.ended_at is not None:
        raise CheckoutEnded(asset=str(checkout.asset))
    refuse_if_signed(checkout)
    if mark is None and not typed:
        raise NothingSigned
    signed = Signature(
        checkout=checkout, kind="drawn" if mark else "typed", signer=signer, name=None if mark else typed,
        mark=mark, signed_at=act.happened_at, taken_by=act.actor,
    )  # fmt: skip
    db.session.add(signed)
    links = select(ConfirmationLink).where(ConfirmationLink.checkout_id == checkout.id)
    for link in db.session.scalars(links.where(ConfirmationLink.closed_at.is_(None))):
        link.closed_at = act.happened_at
    db.session.flush()
    return signed


def take_signature_back(signature: Signature, act: Act) -> None:
    """Undo a signature that was taken by mistake; that it was there stays known. Raises AlreadySettled."""
    if signature.withdrawn_at is not None:
        raise AlreadySettled
    signature.withdrawn_at = act.happened_at
    signature.withdrawn_by_id = act.by_id
    db.session.flush()


def signature_of(checkout: Checkout) -> Signature | None:
    """The signature that stands for a checkout."""
    query = select(Signature).where(Signature.checkout_id == checkout.id, Signature.withdrawn_at.is_(None))
    return db.session.scalar(query)


def refuse_if_signed(checkout: Checkout) -> None:
    """Raises AlreadySigned."""
    if signature_of(checkout) is not None:
        raise AlreadySigned(asset=str(checkout.asset))
