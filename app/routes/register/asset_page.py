"""An asset's page: who answers for it, where it is, what goes along with it, and its story."""

from uuid import UUID

from flask import render_template, request
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app import access, clock
from app.db import db
from app.domain import carts, central, losses, receiving, transfers
from app.domain.checkouts import open_checkout_of
from app.domain.custody.papers import Papers, papers_of
from app.domain.devices.life import records_about
from app.models import Asset, Attachment, Event, Request
from app.routes.register.blueprint import bp
from app.routes.register.showing import rooms_open_at
from app.routes.register.story import told_story
from app.routes.words.work import REPORTED, SAID

STORY = 30


@bp.get("/assets/<uuid:uuid>")
def asset(uuid: UUID) -> str:
    """An asset: who answers for it, where, in which state, and its story."""
    found, names, own = access.asset(uuid), access.names(), access.scope()
    story = _story(found)
    return render_template(
        "register/asset.html",
        asset=found,
        names=names,
        own=own,
        seen_by_who_answers=carts.seen_by_who_answers(found),
        story=told_story(story[:STORY], names=names, own=own),
        older=story[STORY - 1].number if len(story) > STORY else None,
        contents=_contents(found) if found.slots else [],
        attachments=_attachments(found),
        came_with=receiving.delivery_of(found) if found.delivered_on else None,
        rooms=rooms_open_at(found.site),
        reports=losses.losses_of(found),
        wants_school_police=losses.wants_school_police,
        on_the_way=transfers.open_line_of(found),
        central=central.is_kept_from(access.signed_in(), found),
        first=found.event_number,
        papers=_receipt(found),
        management=records_about(found),
        wishes=list(db.session.scalars(_wishes(found))),
        today=clock.day(),
        SAID=SAID,
        REPORTED=REPORTED,
    )


def _story(found: Asset) -> list[Event]:
    """A page of its events and one more, newest first, from the one that the address names."""
    query = select(Event).where(Event.asset_id == found.id).order_by(Event.number.desc()).limit(STORY + 1)
    if before := min(request.args.get("before", 0, type=int), found.event_number + 1):
        query = query.where(Event.number < before)
    shown = (
        joinedload(Event.actor),
        joinedload(Event.room),
        joinedload(Event.person),
        joinedload(Event.site),
    )
    return list(db.session.scalars(query.options(*shown)))


def _contents(cart: Asset) -> list[Asset]:
    query = select(Asset).where(Asset.cart_id == cart.id).order_by(Asset.slot, Asset.tag)
    return list(db.session.scalars(query.options(joinedload(Asset.model))))


def _receipt(found: Asset) -> Papers | None:
    """The papers of the checkout by which somebody has it now."""
    held = open_checkout_of(found) if found.holder_id else None
    return papers_of([held])[0] if held else None


def _wishes(found: Asset) -> Select[Request]:
    """What its site was asked for and has not answered."""
    query = select(Request).where(Request.asset_id == found.id, Request.answer.is_(None))
    query = query.where(Request.site_id == found.site_id)
    return query.order_by(Request.id).options(joinedload(Request.asked_by))


def _attachments(found: Asset) -> list[Attachment]:
    """The papers that were kept at one's own sites: what another school photographed stays there."""
    query = select(Attachment).where(Attachment.asset_id == found.id, Attachment.removed_at.is_(None))
    query = query.where(access.scope().where(Attachment.site_id))
    return list(
        db.session.scalars(query.order_by(Attachment.id.desc()).options(joinedload(Attachment.added_by)))
    )
