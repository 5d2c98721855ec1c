"""Deliveries in a list, the late ones first, and one by one: looked at, signed off."""

from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from app import access, clock
from app.db import db
from app.domain import directory, policy, receiving
from app.domain.ledger import Act
from app.domain.receiving import Standing
from app.files.labels import MOST_LABELS
from app.models import Arrival, Asset, Delivery, DeliveryLine, DeliveryPaper, Site
from app.routes import forms
from app.routes.downloads import csv
from app.routes.naming import uuid_of
from app.routes.receiving.blueprint import bp

PAGE, CAME = 50, 100
SHOWS = ("open", "registered", "done")
LABELS_AT_ONCE = min(MOST_LABELS, 300)
HEADER = (
    "delivery", "site", "order", "giver", "received_on", "received_by", "due_on", "expected", "came",
    "registered_on", "days_late", "signed_off_by", "signed_off_on",
)  # fmt: skip


@bp.get("/deliveries")
def deliveries() -> str:
    """What has to be registered, the one due first on top; what has to be signed off; what is done. Policy: RCV-1."""
    site, show = access.chosen_site(), _show()
    query = _listed(site, show)
    if after := request.args.get("after"):
        query = _after(query, access.delivery(uuid_of(after)), show)
    found = list(db.session.scalars(query.options(*receiving.SHOWN).limit(PAGE + 1)))
    return render_template(
        "receiving/deliveries.html", site=site, show=show, deliveries=receiving.standing_of(found[:PAGE]),
        late=receiving.counted(_of(receiving.late_deliveries(access.scope()), site)),
        more=found[PAGE - 1].uuid if len(found) > PAGE else None,
    )  # fmt: skip


@bp.get("/deliveries.csv")
def export() -> Response:
    """The deliveries of a list as a file."""
    site = access.chosen_site()
    query = _of(select(Delivery).where(access.scope().where(Delivery.site_id)), site)
    found = list(
        db.session.scalars(query.order_by(Delivery.received_on, Delivery.id).options(*receiving.SHOWN))
    )
    rows = [_row(each) for each in receiving.standing_of(found)]
    return csv(HEADER, rows, f"deliveries-{site.code if site else 'all'}.csv")


@bp.get("/deliveries/<uuid:uuid>")
def delivery(uuid: UUID) -> str:
    """One delivery: how it stands, its papers, and every device that came."""
    return page(access.delivery(uuid))


@bp.post("/deliveries/<uuid:uuid>/sign-off")
def sign_off(uuid: UUID) -> tuple[str, int] | AnyResponse:
    """Close a delivery in the name of whoever signs for it. Policy: RCV-2."""
    found = access.delivery(uuid)
    try:
        receiving.sign_off(
            found,
            forms.needed("signed_off_by", 120),
            forms.needed_day("signed_off_on"),
            Act.now(access.signed_in()),
        )
        db.session.commit()
    except (forms.BadField, receiving.NotYetReceived) as fault:
        db.session.rollback()
        return page(access.delivery(uuid), fault=forms.why(fault)), 422
    flash(gettext("The delivery is signed off. What is missing stays expected of its order."), "here")
    return redirect(url_for("receiving.delivery", uuid=uuid), 303)


def page(found: Delivery, fault: dict[str, str] | None = None) -> str:
    """A delivery as it stands. `fault` says what was wrong with its sign-off."""
    [standing] = receiving.standing_of([found])
    came, more = _came(found)
    return render_template(
        "receiving/delivery.html", delivery=found, standing=standing, lines=lines_of(found), came=came, more=more,
        papers=_papers(found), labels=_labels(found), today=clock.day(), fault=fault,
        days=policy.value("registered_within_days", found.received_on),
        calendar=directory.calendar_of(found.site),
    )  # fmt: skip


def lines_of(found: Delivery) -> list[tuple[DeliveryLine, int, int | None]]:
    """Each line with how many came of it, and the warranty it should have had where it has less. Policy: REG-6."""
    came = receiving.arrived([found.id])
    return [
        (
            line,
            came.get(line.id, 0),
            receiving.warranty_wanting(line.model, line.order_line.warranty_months)
            if line.order_line
            else None,
        )
        for line in found.lines
    ]


def _show() -> str:
    show = request.args.get("show", "open")
    return show if show in SHOWS else "open"


def _listed(site: Site | None, show: str) -> Select[Delivery]:
    return _of(receiving.deliveries(access.scope(), show), site)


def _of(query: Select[Delivery], site: Site | None) -> Select[Delivery]:
    return query if site is None else query.where(Delivery.site_id == site.id)


def _after(query: Select[Delivery], last: Delivery, show: str) -> Select[Delivery]:
    if show == "done":
        same = and_(Delivery.received_on == last.received_on, Delivery.id < last.id)
        return query.where(or_(Delivery.received_on < last.received_on, same))
    same = and_(Delivery.due_on == last.due_on, Delivery.id > last.id)
    return query.where(or_(Delivery.due_on > last.due_on, same))


def _came(found: Delivery) -> tuple[list[Arrival], UUID | None]:
    """The devices that came, the last one first, a page of them."""
    query = select(Arrival).join(Arrival.line).where(DeliveryLine.delivery_id == found.id)
    query = query.where(Arrival.taken_back_at.is_(None)).order_by(Arrival.id.desc())
    if after := request.args.get("after"):
        query = query.where(Arrival.id < access.arrival(uuid_of(after)).id)
    asset = joinedload(Arrival.asset)
    came = list(
        db.session.scalars(
            query.limit(CAME + 1).options(
                asset.joinedload(Asset.model), asset.joinedload(Asset.room), joinedload(Arrival.by)
            )
        )
    )
    return came[:CAME], came[CAME - 1].uuid if len(came) > CAME else None


def _papers(found: Delivery) -> list[DeliveryPaper]:
    query = select(DeliveryPaper).where(DeliveryPaper.delivery_id == found.id).order_by(DeliveryPaper.id)
    kept = db.session.scalars(query.options(joinedload(DeliveryPaper.attachment)))
    return [paper for paper in kept if paper.attachment.removed_at is None]


def _labels(found: Delivery) -> list[tuple[int, int, str]]:
    """The tags of what came, in sheets' worth: from which to which, and the tags."""
    query = select(Asset.tag).join(Arrival, Arrival.asset_id == Asset.id).join(DeliveryLine)
    query = query.where(
        DeliveryLine.delivery_id == found.id, Arrival.taken_back_at.is_(None), Asset.tag.is_not(None)
    )
    tags = [tag or "" for tag in db.session.scalars(query.order_by(Asset.tag).limit(20 * LABELS_AT_ONCE))]
    return [
        (start + 1, min(start + LABELS_AT_ONCE, len(tags)), " ".join(tags[start : start + LABELS_AT_ONCE]))
        for start in range(0, len(tags), LABELS_AT_ONCE)
    ]


def _row(each: Standing) -> list[Any]:
    one = each.delivery
    return [
        str(one.uuid), one.site.code, one.order.number if one.order else None,
        one.donation.giver if one.donation else None, one.received_on, one.received_by, one.due_on, each.expected,
        each.came, one.registered_on, each.late, one.signed_off_by, one.signed_off_on,
    ]  # fmt: skip
