"""The carts of a site as a list and as a file, and the checks that were made of each."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Response, render_template, request

from app import access
from app.clock import day
from app.domain import carts
from app.domain.carts import CartShown
from app.models import Site
from app.routes.carts.blueprint import bp
from app.routes.carts.finding import cart_of
from app.routes.downloads import csv
from app.routes.fragments import wants
from app.routes.naming import uuid_of

PAGE = 50
AT_ONCE = 500
HEADER = (
    "site",
    "tag",
    "serial",
    "model",
    "room",
    "slots",
    "holds",
    "answers",
    "confirmed_on",
    "confirmed_by",
)


@bp.get("/carts", endpoint="carts")
def list_of_carts() -> str:
    """The carts of a site, those that one answers for first."""
    site, text = access.working_site(), _text()
    after = cart_of(uuid_of(request.args["after"])) if request.args.get("after") else None
    found = carts.next_carts(site.id, access.signed_in().person_id, text, after, PAGE)
    return render_template(
        "carts/_list.html" if wants("carts") else "carts/carts.html",
        site=site,
        carts=found[:PAGE],
        more=len(found) > PAGE,
        text=text,
        further=after is not None,
    )


@bp.get("/carts.csv")
def export() -> Response:
    """The same list as a file, whole."""
    site = access.working_site()
    return csv(HEADER, _rows(site, _text()), f"carts-{site.code}.csv")


@bp.get("/carts/<uuid:uuid>/checks")
def checks(uuid: UUID) -> str:
    """When a cart was looked through, by whom, and what differed: newest first."""
    cart = cart_of(uuid)
    after = access.cart_check(uuid_of(request.args["after"])) if request.args.get("after") else None
    found = carts.next_checks(cart, after, PAGE)
    return render_template("carts/checks.html", cart=cart, checks=found[:PAGE], more=len(found) > PAGE)


@bp.get("/carts/checks/<uuid:uuid>")
def check(uuid: UUID) -> str:
    """One check, slot by slot, to be read and printed."""
    found = access.cart_check(uuid)
    told = [row for row in carts.slots_of(found) if row.state != "empty" or row.difference]
    return render_template("carts/check.html", check=found, slots=told)


def _rows(site: Site, text: str) -> Iterator[list[Any]]:
    last = None
    while True:
        found = carts.next_carts(site.id, None, text, last, AT_ONCE)
        yield from (_row(site, one) for one in found[:AT_ONCE])
        if len(found) <= AT_ONCE:
            return
        last = found[AT_ONCE - 1].cart


def _row(site: Site, one: CartShown) -> list[Any]:
    cart, check = one.cart, one.last
    return [
        site.code, cart.tag, cart.serial, str(cart.model), cart.room.name if cart.room else None, cart.slots, one.holds,
        one.answering.name if one.answering else None,
        day(check.captured_at) if check else None, check.by.name if check else None,
    ]  # fmt: skip


def _text() -> str:
    return request.args.get("q", "").strip()[:200]
