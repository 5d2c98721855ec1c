"""Orders: entered by hand or from a list, and what came of them."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain import policy, receiving
from app.domain.ledger import Act
from app.domain.receiving import Ordered
from app.domain.refusals import Refusal
from app.files.orders import NoOrders, read_orders
from app.letters import has_part
from app.models import AssetModel, Delivery, OrderLine, PurchaseOrder, Site
from app.routes import forms
from app.routes.fragments import wants
from app.routes.naming import uuid_of
from app.routes.receiving.blueprint import bp
from app.routes.receiving.lines import choices, lines_said, lines_written
from app.routes.register.choosing import funding_named
from app.routes.uploads import bytes_sent

PAGE = 50


@bp.get("/orders")
def orders() -> str:
    """The orders of a site (or of all of one's sites), those still open first asked for, newest first."""
    site, show, wanted = (
        access.chosen_site(),
        request.args.get("show", "open"),
        request.args.get("q", "").strip()[:100],
    )
    query = _listed(site, show, wanted)
    if after := request.args.get("after"):
        query = query.where(PurchaseOrder.id < access.purchase_order(uuid_of(after)).id)
    found = list(db.session.scalars(query.limit(PAGE + 1)))
    came = receiving.came_of([one.id for one in found])
    told = [
        (one, sum(line.quantity for line in one.lines), sum(came.get(line.id, 0) for line in one.lines))
        for one in found[:PAGE]
    ]
    return render_template(
        "receiving/_orders.html" if wants("orders") else "receiving/orders.html",
        site=site, orders=told, show=show, q=wanted, more=found[PAGE - 1].uuid if len(found) > PAGE else None,
    )  # fmt: skip


@bp.get("/orders/new")
def new_order() -> str:
    """The form for one order."""
    return _form(
        access.working_site(), {"ordered_on": clock.day().isoformat(), "title_holder": gettext("District")}
    )


@bp.post("/orders")
def add_order() -> tuple[str, int] | Response:
    """Enter one order. Policy: REG-2, REG-7."""
    site, form = access.working_site(), request.form
    try:
        lines = [Ordered(one.model, one.quantity, one.cents, one.months) for one in lines_said()]
        source = funding_named()
        placed = receiving.order(
            site, forms.needed("number", 60), lines, Act.now(access.signed_in()),
            supplier=forms.needed("supplier", 120), ordered_on=forms.needed_day("ordered_on"),
            funding_source_id=source.id if source else None, federal_share=forms.number("federal_share", 100),
            title_holder=forms.text("title_holder", 120) or None, use=forms.text("use", 120) or None,
            ecf=form.get("ecf") == "1", bought_by_programme=form.get("bought_by_programme") == "1",
            notes=forms.text("notes", 2000) or None,
        )  # fmt: skip
        db.session.commit()
    except Refusal as fault:
        db.session.rollback()
        return _form(site, form, fault=forms.why(fault)), 422
    flash(gettext("Order %(number)s is entered.", number=placed.number), "here")
    return redirect(url_for("receiving.order", uuid=placed.uuid), 303)


@bp.post("/orders/file")
def add_orders() -> tuple[str, int] | Response:
    """Enter the orders of a list; one that has a line that cannot be read is left out as a whole, and named."""
    site = access.working_site()
    data, name = bytes_sent("file", policy.value("attachment_bytes"))
    try:
        found = read_orders(BytesIO(data), name)
    except NoOrders as refusal:
        return _form(site, {}, fault={"field": "file", "words": _of_file(refusal)}), 422
    entered, left_out = receiving.order_all(site, found, Act.now(access.signed_in()))
    db.session.commit()
    if entered:
        flash(ngettext("%(num)d order is entered.", "%(num)d orders are entered.", len(entered)), "here")
    if not left_out:
        return redirect(url_for("receiving.orders", site=site.code), 303)
    return render_template("receiving/orders_left_out.html", site=site, left_out=left_out), 200


@bp.get("/orders/<uuid:uuid>")
def order(uuid: UUID) -> str:
    """One order: its lines, what came of each, and in which deliveries."""
    found = access.purchase_order(uuid)
    query = select(Delivery).where(Delivery.order_id == found.id).order_by(Delivery.received_on, Delivery.id)
    came_in = list(db.session.scalars(query.options(*receiving.SHOWN)))
    came = receiving.came_of([found.id])
    return render_template(
        "receiving/order.html",
        order=found,
        lines=[(line, came.get(line.id, 0), _wanting(line)) for line in found.lines],
        deliveries=receiving.standing_of(came_in),
    )


@bp.post("/orders/<uuid:uuid>/close")
def close_order(uuid: UUID) -> Response:
    """Expect nothing more of an order."""
    found = access.purchase_order(uuid)
    receiving.close_order(found, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("Nothing more is expected of order %(number)s.", number=found.number), "here")
    return redirect(url_for("receiving.order", uuid=uuid), 303)


@bp.post("/orders/<uuid:uuid>/open")
def open_order(uuid: UUID) -> Response:
    """Expect the rest of an order again."""
    found = access.purchase_order(uuid)
    receiving.open_order(found)
    db.session.commit()
    flash(gettext("The rest of order %(number)s is expected again.", number=found.number), "here")
    return redirect(url_for("receiving.order", uuid=uuid), 303)


def _listed(site: Site | None, show: str, wanted: str) -> Select[PurchaseOrder]:
    query = select(PurchaseOrder).where(access.scope().where(PurchaseOrder.site_id))
    if show == "open" and not wanted:
        query = receiving.orders_open(access.scope())
    if site is not None:
        query = query.where(PurchaseOrder.site_id == site.id)
    if wanted:
        query = query.where(
            or_(*(has_part(column, wanted) for column in (PurchaseOrder.number, PurchaseOrder.supplier)))
        )
    lines = selectinload(PurchaseOrder.lines).joinedload(OrderLine.model).joinedload(AssetModel.category)
    return (
        query.order_by(None).order_by(PurchaseOrder.id.desc()).options(joinedload(PurchaseOrder.site), lines)
    )


def _wanting(line: OrderLine) -> int | None:
    return receiving.warranty_wanting(line.model, line.warranty_months)


def _form(site: Site, form: Any, fault: dict[str, str] | None = None) -> str:
    written = [*lines_written(), {}, {}, {}]
    return render_template(
        "receiving/new_order.html", site=site, form=form, fault=fault,
        lines=written[: max(3, len(written) - 3)], **choices(site),
    )  # fmt: skip


def _of_file(refusal: NoOrders) -> str:
    if refusal.missing:
        return gettext(
            "The list needs these columns: number, model, quantity. Not found: %(missing)s.",
            missing=", ".join(refusal.missing),
        )
    return gettext("This file is not a list the server can read. A CSV or a spreadsheet is.")
