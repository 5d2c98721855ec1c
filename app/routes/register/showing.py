"""Assets in lists and one by one, and what a stranger learns from a label."""

from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain import carts, central, losses, receiving, transfers
from app.domain.access import Scope
from app.domain.checkouts import open_checkout_of
from app.domain.codes import look_up_key
from app.domain.custody.papers import Papers, papers_of
from app.domain.devices.life import records_about
from app.domain.looking_up import assets_meant_by
from app.domain.register.searching import PROBLEMS, Wanted, after, assets_wanted
from app.models import Asset, AssetModel, Attachment, Category, Event, Request, Room, Site, TransferLine
from app.models.register.asset import STATES
from app.routes.fragments import wants
from app.routes.naming import uuid_of
from app.routes.register.blueprint import bp
from app.routes.register.story import told_story

PAGE = 50
STORY = 30


@bp.get("/assets")
def assets() -> str:
    """The register of a site (or of all of one's sites), searched, filtered and paged by key."""
    site, wanted = access.chosen_site(), wanted_assets()
    query = narrowed(site, wanted)
    if last := request.args.get("after"):
        query = after(query, access.asset(uuid_of(last)))
    found = list(db.session.scalars(query.options(*SHOWN_IN_LISTS).limit(PAGE + 1)))
    return render_template(
        "register/_assets.html" if wants("assets") else "register/assets.html",
        site=site,
        assets=found[:PAGE],
        more=found[PAGE - 1].uuid if len(found) > PAGE else None,
        wanted=wanted,
        categories=list(db.session.scalars(select(Category.name).order_by(Category.name))),
        rooms=_rooms(site),
        states=STATES,
        problems=PROBLEMS,
        room=request.args.get("room", ""),
        coming=_coming(site) if wanted.state == "in_transit" and not last else [],
    )


@bp.get("/assets/<uuid:uuid>")
def asset(uuid: UUID) -> str:
    """An asset: who answers for it, where, in which state, and its story."""
    found = access.asset(uuid)
    before = min(request.args.get("before", 0, type=int), found.event_number + 1)
    events = select(Event).where(Event.asset_id == found.id).order_by(Event.number.desc()).limit(STORY + 1)
    if before:
        events = events.where(Event.number < before)
    story = list(
        db.session.scalars(
            events.options(
                joinedload(Event.actor),
                joinedload(Event.room),
                joinedload(Event.person),
                joinedload(Event.site),
            )
        )
    )
    contents = db.session.scalars(
        select(Asset)
        .where(Asset.cart_id == found.id)
        .order_by(Asset.slot, Asset.tag)
        .options(joinedload(Asset.model))
    )
    names = access.names()
    return render_template(
        "register/asset.html",
        asset=found,
        names=names,
        own=access.scope(),
        seen_by_who_answers=carts.seen_by_who_answers(found),
        story=told_story(story[:STORY], names=names, own=access.scope()),
        older=story[STORY - 1].number if len(story) > STORY else None,
        contents=list(contents) if found.slots else [],
        attachments=_attachments(found),
        came_with=receiving.delivery_of(found) if found.delivered_on else None,
        rooms=_rooms(found.site),
        reports=losses.losses_of(found),
        wants_school_police=losses.wants_school_police,
        on_the_way=transfers.open_line_of(found),
        central=central.is_kept_from(access.signed_in(), found),
        first=found.event_number,
        papers=_receipt(found),
        management=records_about(found),
        wishes=list(db.session.scalars(_wishes(found))),
        today=clock.day(),
    )


@bp.get("/t/<path:tag>")
def label(tag: str) -> str | Response:
    """What a label's QR points at: the asset for staff; for a stranger whose it is and how to return it."""
    meant = assets_meant_by([tag]).get(tag, [])
    user = access.signed_in_or_none()
    if user is not None:
        scope = access.where_may("register.asset")
        ours = [found for found in meant if scope.holds(found.site_id)]
        if len(ours) == 1:
            opens = ours[0].slots and access.may("carts.cart", ours[0].site_id)
            return redirect(url_for("carts.cart" if opens else "register.asset", uuid=ours[0].uuid), 303)
        return redirect(url_for("scanning.scan", code=tag), 303)
    return render_template(
        "register/label.html",
        tag=tag,
        site=meant[0].site if meant and look_up_key(tag) else None,
        district=current_app.config["ROLLCALL_DISTRICT"],
    )


SHOWN_IN_LISTS = (
    joinedload(Asset.model).joinedload(AssetModel.category),
    joinedload(Asset.room),
    joinedload(Asset.cart),
    joinedload(Asset.holder),
    joinedload(Asset.site),
)


def wanted_assets() -> Wanted:
    """What the address asks the list to be narrowed to."""
    args = request.args
    room_id = access.room(uuid_of(args["room"])).id if args.get("room") else None
    return Wanted(
        text=args.get("q", "")[:200],
        state=args.get("state", ""),
        category=args.get("category", ""),
        room_id=room_id,
        problem=args.get("problem", ""),
    )


def narrowed(site: Site | None, wanted: Wanted) -> Any:
    """The assets that a person may see, and asked for."""
    query = assets_wanted(access.scope(), wanted, names=access.names())
    return query if site is None else query.where(Asset.site_id == site.id)


def _coming(site: Site | None) -> list[TransferLine]:
    """What is on its way here and is not this site's yet."""
    scope = access.where_may("transfers.transfer")
    if site is not None:
        scope &= Scope.of(site.id)
    return list(db.session.scalars(transfers.coming(scope).limit(PAGE)))


def _rooms(site: Site | None) -> list[Room]:
    if site is None:
        return []
    query = select(Room).where(Room.site_id == site.id, Room.closed_at.is_(None))
    return list(db.session.scalars(query.order_by(Room.name)))


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
