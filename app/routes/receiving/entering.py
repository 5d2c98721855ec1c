"""What came of an order is entered: from then on its clock runs. Policy: RCV-1."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db, uuid7
from app.domain import receiving
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.domain.second_taps import made_before
from app.models import Delivery, PurchaseOrder
from app.routes import forms
from app.routes.naming import uuid_of, uuid_or_none
from app.routes.receiving.blueprint import bp
from app.routes.receiving.lines import MOST, choices
from app.routes.register.choosing import room_chosen


@bp.get("/deliveries/new")
def new_delivery() -> str:
    """The form for what came of an order."""
    return _form(access.purchase_order(uuid_of(request.args.get("order"))), {})


@bp.post("/deliveries")
def add_delivery() -> tuple[str, int] | Response:
    """Enter what came of an order: its clock runs from here. Policy: RCV-1."""
    order = access.purchase_order(uuid_of(request.form.get("order")))
    form_id = uuid_or_none(request.form.get("form")) or uuid7()
    if entered := made_before(Delivery, form_id, Delivery.site_id, order.site):
        return redirect(url_for("receiving.bench", uuid=entered.uuid), 303)
    try:
        expected = {line.id: forms.number(f"expected-{line.uuid}", MOST) or 0 for line in order.lines}
        found = receiving.deliver(
            order, forms.needed_day("received_on"), expected, room_chosen(order.site), Act.now(access.signed_in()),
            received_by=forms.needed("received_by", 120), shipped_on=forms.day("shipped_on"),
            uuid=form_id, packing_list=forms.text("packing_list", 120) or None, notes=forms.text("notes", 2000) or None,
        )  # fmt: skip
        db.session.commit()
    except Refusal as fault:
        db.session.rollback()
        return _form(order, request.form, fault=forms.why(fault)), 422
    return redirect(url_for("receiving.bench", uuid=found.uuid), 303)


def _form(order: PurchaseOrder, form: Any, fault: dict[str, str] | None = None) -> str:
    if order.closed_at is not None:
        abort(409)
    came = receiving.came_of([order.id])
    usual = receiving.storage_of(order.site)
    return render_template(
        "receiving/new_delivery.html", order=order, site=order.site, form=form,
        form_id=form.get("form") or uuid7(), fault=fault, today=clock.day(),
        me=access.signed_in().name, usual=str(usual.uuid) if usual else "",
        lines=[(line, max(line.quantity - came.get(line.id, 0), 0)) for line in order.lines],
        rooms=choices(order.site)["rooms"],
    )  # fmt: skip
