"""A holder or guardian, signed out, says once by a link that they have the device, or that they have not.

The address carries the link's name and a mark that only this server can make, so that nobody finds one by trying.
"""

import base64
import binascii
import hmac
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, joinedload

from app import clock
from app.db import db
from app.domain import policy
from app.domain.access import Scope
from app.domain.access.signing_in import TooManyAttempts
from app.domain.custody.permissions import CheckoutEnded
from app.domain.custody.signing import refuse_if_signed
from app.domain.ledger import Act
from app.domain.refusals import AlreadySettled, Refusal
from app.models import Asset, AssetModel, Checkout, ConfirmationLink, Signature, SignInAttempt

PURPOSE = b"rollcall: I have it\0"
MARK_BYTES = 16


class LinkOver(Refusal):
    """No link, or one that was used, revoked or has expired: which of these is not said."""

    reason = "link_over"


def make_link(checkout: Checkout, act: Act) -> ConfirmationLink:
    """A new link for a checkout; the one before it no longer holds. Raises CheckoutEnded, AlreadySigned."""
    if checkout.ended_at is not None:
        raise CheckoutEnded(asset=str(checkout.asset))
    refuse_if_signed(checkout)
    if before := open_link(checkout):
        revoke(before, act)
    days = policy.value("confirmation_days")
    made = ConfirmationLink(
        checkout=checkout, made_at=act.happened_at, made_by_id=act.by_id or 0,
        expires_at=act.happened_at + timedelta(days=days),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def revoke(link: ConfirmationLink, act: Act) -> None:
    """Let a link hold no longer. Raises AlreadySettled."""
    if link.closed_at is not None:
        raise AlreadySettled
    link.closed_at, link.revoked_by_id = act.happened_at, act.by_id
    db.session.flush()


def open_link(checkout: Checkout) -> ConfirmationLink | None:
    """The link of a checkout that was not closed."""
    query = select(ConfirmationLink).where(ConfirmationLink.checkout_id == checkout.id)
    return db.session.scalar(query.where(ConfirmationLink.closed_at.is_(None)))


def token_of(link: ConfirmationLink, key: str | bytes) -> str:
    """What stands in the address of a link."""
    return _written(link.uuid.bytes + _mark(link.uuid, key))


def link_meant(token: str, key: str | bytes) -> ConfirmationLink:
    """The link that an address means, while it holds. Raises LinkOver."""
    uuid = _uuid_in(token, key)
    query = select(ConfirmationLink).where(ConfirmationLink.uuid == uuid)
    checkout = joinedload(ConfirmationLink.checkout)
    asset = checkout.joinedload(Checkout.asset)
    found = db.session.scalar(
        query.options(
            checkout.joinedload(Checkout.person),
            asset.joinedload(Asset.site),
            asset.joinedload(Asset.model).joinedload(AssetModel.category),
        )
    )
    if found is None or found.closed_at is not None or found.expires_at <= clock.now():
        raise LinkOver
    if found.checkout.ended_at is not None:
        raise LinkOver
    return found


def confirm(link: ConfirmationLink, signer: str) -> Signature:
    """Whoever opened the link has the device. Raises LinkOver, AlreadySigned."""
    link = _held_open(link)
    refuse_if_signed(link.checkout)
    now = clock.now()
    signed = Signature(
        checkout=link.checkout, kind="confirmed", signer=signer, signed_at=now, link_id=link.id
    )
    link.closed_at = now
    db.session.add(signed)
    db.session.flush()
    return signed


def deny(link: ConfirmationLink) -> None:
    """Whoever opened the link has not got the device; the site looks into it. Raises LinkOver."""
    link = _held_open(link)
    link.denied_at = link.closed_at = clock.now()
    db.session.flush()


def denied(scope: Scope) -> Select[ConfirmationLink]:
    """The links by which somebody said they have not got the device, while nothing was done about it since."""
    later, signed = aliased(ConfirmationLink), select(Signature.id).where(Signature.withdrawn_at.is_(None))
    return (
        select(ConfirmationLink)
        .join(ConfirmationLink.checkout)
        .join(Checkout.asset)
        .where(
            scope.where(Asset.site_id),
            ConfirmationLink.denied_at.is_not(None),
            Checkout.ended_at.is_(None),
            ~select(later.id)
            .where(later.checkout_id == ConfirmationLink.checkout_id, later.id > ConfirmationLink.id)
            .exists(),
            ~signed.where(Signature.checkout_id == ConfirmationLink.checkout_id).exists(),
        )
    )


def slow_down(address: str) -> None:
    """Raises TooManyAttempts where somebody tries addresses that mean nothing."""
    minutes = policy.value("sign_in_window_minutes")
    since = clock.now() - timedelta(minutes=minutes)
    tried = select(func.count()).where(SignInAttempt.subject == _subject(address), SignInAttempt.at > since)
    if (db.session.scalar(tried) or 0) >= policy.value("confirmation_tries_per_address"):
        raise TooManyAttempts(minutes=minutes)


def count_try(address: str) -> None:
    """Remember that somebody tried an address that means nothing."""
    db.session.add(SignInAttempt(subject=_subject(address), at=clock.now()))
    db.session.flush()


def _held_open(link: ConfirmationLink) -> ConfirmationLink:
    """The link as it is now, held until the transaction ends: it is good for one answer. Raises LinkOver."""
    query = (
        select(ConfirmationLink).where(ConfirmationLink.id == link.id).with_for_update(of=ConfirmationLink)
    )
    held = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if held.closed_at is not None:
        raise LinkOver
    return held


def _uuid_in(token: str, key: str | bytes) -> UUID:
    try:
        told = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fault:
        raise LinkOver from fault
    uuid, mark = told[:16], told[16:]
    if len(told) != 16 + MARK_BYTES or _written(told) != token:
        raise LinkOver
    if not hmac.compare_digest(mark, _mark(UUID(bytes=uuid), key)):
        raise LinkOver
    return UUID(bytes=uuid)


def _written(told: bytes) -> str:
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def _mark(uuid: UUID, key: str | bytes) -> bytes:
    secret = key.encode() if isinstance(key, str) else key
    return hmac.new(secret, PURPOSE + uuid.bytes, sha256).digest()[:MARK_BYTES]


def _subject(address: str) -> str:
    return f"link:{address}"
