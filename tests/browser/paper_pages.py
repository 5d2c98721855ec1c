"""The pages of papers, wishes and accessories in the demonstration."""

from sqlalchemy import select

from app.db import db
from app.models import AccessoryKind, Asset, Checkout, Person, Request, Room, Signature
from tests.browser.places import Page


def paper_pages(site_id: int | None) -> list[Page]:
    """A checkout that is signed for and one that is not, a class's receipts, a request, a kind."""
    held = (
        select(Checkout)
        .join(Checkout.asset)
        .join(Checkout.person)
        .where(Asset.site_id == site_id, Checkout.ended_at.is_(None), Person.homeroom_id.is_not(None))
        .order_by(Checkout.id)
    )
    has_signed = select(Signature.id).where(Signature.checkout_id == Checkout.id).exists()
    signed = db.session.scalars(held.where(has_signed)).first()
    unsigned = db.session.scalars(held.where(~has_signed)).first()
    wish = db.session.scalars(select(Request).where(Request.answer.is_(None)).order_by(Request.id)).first()
    kind = db.session.scalars(select(AccessoryKind).order_by(AccessoryKind.stock)).first()
    assert signed is not None and unsigned is not None and wish is not None and kind is not None  # noqa: PT018
    homeroom = db.session.get_one(Room, signed.person.homeroom_id)
    return [
        Page("receipt-signed", f"/checkouts/{signed.uuid}"),
        Page("receipt-unsigned", f"/checkouts/{unsigned.uuid}"),
        Page("sign", f"/checkouts/{unsigned.uuid}/sign"),
        Page("receipts-class", f"/receipts?room={homeroom.uuid}"),
        Page(
            "permissions-class",
            f"/permissions?room={unsigned.person.homeroom.uuid if unsigned.person.homeroom else ''}",
        ),
        Page("request", f"/requests/{wish.uuid}"),
        Page("accessory", f"/accessories/{kind.uuid}"),
    ]
