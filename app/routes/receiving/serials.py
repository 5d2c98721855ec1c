"""Serial numbers by the list: pasted, or as ranges; looked through first, then registered."""

from collections import Counter
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import policy, receiving
from app.domain.ledger import Act
from app.domain.receiving import Scanned, TooManySerials
from app.domain.refusals import Refusal
from app.domain.register import TagTaken
from app.models import Delivery, DeliveryLine
from app.routes.naming import uuid_or_none
from app.routes.receiving.blueprint import bp
from app.routes.receiving.deliveries import lines_of
from app.routes.words import explain

LISTED = 50


class TagsDoNotMatch(Refusal):
    """There are not as many tags as serial numbers to go with them."""

    reason = "tags_do_not_match"


@bp.get("/deliveries/<uuid:uuid>/serials")
def serials(uuid: UUID) -> str:
    """The form for a list of serial numbers."""
    return _page(access.delivery(uuid), request.args)


@bp.post("/deliveries/<uuid:uuid>/serials")
def add_serials(uuid: UUID) -> tuple[str, int] | str | Response:
    """Look a list through; when it is sent again as sure, register what is fit. The rest is said, and left out."""
    delivery, form = access.delivery(uuid), request.form
    line = _line(delivery)
    try:
        judged = receiving.judge(line, receiving.serials_in(form.get("serials", "")))
        if not judged.fit and not judged.against:
            return _page(delivery, form, error=gettext("Paste at least one serial number.")), 422
        tags = _tags(delivery, line, judged.fit)
        if form.get("sure") != "1" or not judged.fit:
            return _page(delivery, form, preview=_preview(judged, tags))
        devices = [Scanned(serial, tag) for serial, tag in zip(judged.fit, tags, strict=True)]
        receiving.arrive(line, devices, Act.now(access.signed_in()))
        db.session.commit()
    except (TooManySerials, TagsDoNotMatch, TagTaken) as refusal:
        db.session.rollback()
        return _page(access.delivery(uuid), form, error=explain(refusal)), 422
    said = ngettext("%(num)d device is registered.", "%(num)d devices are registered.", len(devices))
    if judged.against:
        left = ngettext("%(num)d was left out.", "%(num)d were left out.", len(judged.against))
        said = f"{said} {left}"
    flash(said, "here")
    return redirect(url_for("receiving.delivery", uuid=uuid), 303)


def _line(delivery: Delivery) -> DeliveryLine:
    chosen = uuid_or_none(request.values.get("line"))
    return next((line for line in delivery.lines if line.uuid == chosen), delivery.lines[0])


def _tags(delivery: Delivery, line: DeliveryLine, fit: list[str]) -> list[str | None]:
    """The tag that each gets: the next free ones, those of a list in its order, or none yet."""
    how = request.form.get("tags", "next")
    tags: list[str | None] = [None] * len(fit)
    if how == "next":
        tags = list(receiving.next_tags(delivery, line.model, len(fit)))
    elif how == "listed":
        tags = [receiving.tag_in(tag) for tag in receiving.serials_in(request.form.get("listed", ""))]
    if len(tags) != len(fit):
        raise TagsDoNotMatch(tags=len(tags), serials=len(fit))
    return tags


def _preview(judged: Any, tags: list[str | None]) -> dict[str, Any]:
    why = Counter(refusal.reason for _, refusal in judged.against)
    return {
        "fit": len(judged.fit),
        "first": judged.fit[0] if judged.fit else None,
        "last": judged.fit[-1] if judged.fit else None,
        "tags": (tags[0], tags[-1]) if tags and tags[0] else None,
        "against": [(serial, explain(refusal)) for serial, refusal in judged.against[:LISTED]],
        "left_out": sum(why.values()),
    }


def _page(
    delivery: Delivery, form: Any, *, error: str | None = None, preview: dict[str, Any] | None = None
) -> str:
    line = _line(delivery)
    told = lines_of(delivery)
    return render_template(
        "receiving/serials.html", delivery=delivery, line=line, lines=told, form=form, error=error, preview=preview,
        pairs=[(str(each.uuid), f"{each.model} · {came}/{each.expected}") for each, came, _ in told],
        next_tag=next(iter(receiving.next_tags(delivery, line.model, 1)), None), most=policy.value("serials_at_once"),
    )  # fmt: skip
