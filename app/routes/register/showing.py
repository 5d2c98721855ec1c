"""Assets in lists, and what a stranger learns from a label."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import directory, register, transfers
from app.domain.access import Scope
from app.domain.codes import look_up_key
from app.domain.looking_up import assets_meant_by
from app.domain.register.searching import PROBLEMS, Wanted, after, assets_wanted
from app.models import Asset, AssetModel, Site, TransferLine
from app.models.register.asset import STATES
from app.routes.fragments import wants
from app.routes.naming import uuid_of
from app.routes.register.blueprint import bp

PAGE = 50


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
        categories=register.category_names(),
        rooms=directory.rooms_open_at(site.id) if site else [],
        states=STATES,
        problems=PROBLEMS,
        room=request.args.get("room", ""),
        coming=_coming(site) if wanted.state == "in_transit" and not last else [],
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
