"""The reports of a site, searched, narrowed, paged and exported. Policy: LOSS-1, LOSS-3."""

from collections.abc import Iterator
from typing import Any

from flask import Response, render_template, request

from app import access
from app.clock import day
from app.domain import losses
from app.domain.access import Scope
from app.domain.losses import WantedLosses
from app.models import Loss
from app.models.losses import LOSS_KINDS
from app.routes.downloads import csv
from app.routes.fragments import wants
from app.routes.losses.blueprint import bp
from app.routes.naming import uuid_of

PAGE = 50
AT_ONCE = 500
HEADER = (
    "site", "tag", "serial", "model", "kind", "reported_on", "reported_by", "noticed_on", "holder", "room", "note",
    "police_report", "incident", "consulted_on", "consultation", "ended_on", "ended_how", "found_in",
)  # fmt: skip


@bp.get("/losses", endpoint="losses")
def list_of_losses() -> str:
    """What was reported at a site, or at all of one's sites, newest first."""
    site, wanted = access.chosen_site(), _wanted()
    after = access.loss(uuid_of(request.args["after"])) if request.args.get("after") else None
    found = losses.next_page(losses.losses_wanted(access.scope(site), wanted), after, PAGE)
    return render_template(
        "losses/_losses.html" if wants("losses") else "losses/losses.html",
        site=site,
        losses=found[:PAGE],
        more=len(found) > PAGE,
        wanted=wanted,
        kinds=LOSS_KINDS,
        names=access.names(),
    )


@bp.get("/losses.csv")
def export() -> Response:
    """The same list as a file, whole."""
    site = access.chosen_site()
    rows = _rows(access.scope(site), _wanted(), access.names())
    return csv(HEADER, rows, f"losses-{site.code if site else 'all'}.csv")


def _rows(scope: Scope, wanted: WantedLosses, names: Scope) -> Iterator[list[Any]]:
    last: Loss | None = None
    while True:
        found = losses.next_page(losses.losses_wanted(scope, wanted), last, AT_ONCE)
        yield from (_row(loss, names) for loss in found[:AT_ONCE])
        if len(found) <= AT_ONCE:
            return
        last = found[AT_ONCE - 1]


def _row(loss: Loss, names: Scope) -> list[Any]:
    """Holders by name only for whoever may read names; of another school that saw it, the school alone."""
    asset, found = loss.asset, loss.found_room
    return [
        loss.site.code, asset.tag, asset.serial, str(asset.model), loss.kind, day(loss.reported_at),
        loss.reported_by.name if loss.reported_by else None, loss.noticed_on,
        access.name_of(loss.holder, names),
        loss.room.name if loss.room else None, loss.note, loss.police_report, loss.incident, loss.consulted_on,
        loss.consultation, day(loss.ended_at) if loss.ended_at else None, loss.ended_how,
        (found.name if found.site_id == loss.site_id else found.site.name) if found else None,
    ]  # fmt: skip


def _wanted() -> WantedLosses:
    args = request.args
    return WantedLosses(args.get("q", "")[:200], args.get("kind", ""), args.get("show", ""))
