"""The bench: device after device of a delivery, its serial number first, then the tag that it is given."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import access
from app.db import db
from app.domain import policy, receiving
from app.domain.codes import LONGEST, fits_tag_pattern, look_up_key
from app.domain.ledger import Act
from app.domain.receiving import Scanned, ScannedTwice, SerialRegistered
from app.domain.refusals import Refusal
from app.models import Arrival, Asset, Delivery, DeliveryLine
from app.routes.naming import uuid_or_none
from app.routes.receiving.blueprint import bp
from app.routes.receiving.deliveries import lines_of
from app.routes.words import explain

JUST_NOW = 8


@dataclass(slots=True)
class Said:
    """What the bench says to a scan: a card, and what it waits for next.

    `step` is serial or tag; `serial` is in hand while a tag is waited for. `doubt` is a code that looks like a tag
    where a serial number is waited for; `left` is the serial number that was in hand when another one was scanned.
    """

    step: str = "serial"
    serial: str = ""
    card: str | None = None
    word: str = ""
    line: str = ""
    arrival: Arrival | None = None
    doubt: str | None = None
    left: str | None = None


@bp.get("/deliveries/<uuid:uuid>/scan")
def bench(uuid: UUID) -> str | Response:
    """The scanner for one delivery, held in one hand."""
    delivery = access.delivery(uuid)
    if delivery.signed_off_on is not None:
        return redirect(url_for("receiving.delivery", uuid=uuid), 303)
    return _page(delivery, _line(delivery), Said())


@bp.post("/deliveries/<uuid:uuid>/scan")
def scan(uuid: UUID) -> str:
    """One scan, or a tap on the bench. Whatever it registers is in the register when the answer comes."""
    delivery = access.delivery(uuid)
    line = _line(delivery)
    if chosen := _line_of_model(delivery, request.form.get("code", "")):
        return _page(delivery, chosen, Said(step="serial"))
    try:
        said = _heard(line)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        said = _refused(refusal)
        delivery = access.delivery(uuid)
        line = _line(delivery)
    return _page(delivery, line, said)


@bp.post("/arrivals/<uuid:uuid>/undo")
def take_back(uuid: UUID) -> str | Response:
    """Undo a scan: its device was registered in error."""
    arrival = access.arrival(uuid)
    serial = arrival.serial or str(arrival.asset)
    receiving.take_back(arrival, Act.now(access.signed_in()))
    db.session.commit()
    delivery = arrival.line.delivery
    if request.headers.get("HX-Request"):
        words = gettext("Its serial number and its tag are free again.")
        return _page(access.delivery(delivery.uuid), arrival.line,
                     Said(card="already", word=gettext("Taken back"), serial=serial, line=words))  # fmt: skip
    flash(
        gettext("%(serial)s is taken back. Its serial number and its tag are free again.", serial=serial),
        "here",
    )
    return redirect(url_for("receiving.delivery", uuid=delivery.uuid), 303)


def _heard(line: DeliveryLine) -> Said:
    form = request.form
    code, serial = form.get("code", "").strip()[:LONGEST], form.get("serial", "").strip()[:LONGEST]
    if form.get("drop") or form.get("choose"):
        return Said()
    if form.get("step") == "tag":
        return _tagged(line, serial, code)
    if form.get("serialless"):
        return Said(step="tag")
    if not code:
        return Said()
    found = _fit(line, code)
    if not form.get("sure") and _looks_like_a_tag(code) and not _looks_like_a_tag(_last_serial(line)):
        return Said(doubt=receiving.tag_in(code))
    return Said(step="tag", serial=found)


def _tagged(line: DeliveryLine, serial: str, code: str) -> Said:
    """The second half of a device: its tag, or that it gets none yet."""
    form = request.form
    sure = form.get("tag", "").strip()[:LONGEST]
    if form.get("untagged"):
        return _arrived(line, Scanned(serial or None))
    if not sure and (not code or look_up_key(code) == look_up_key(serial)):
        return Said(step="tag", serial=serial)
    if not sure and not _looks_like_a_tag(code):
        # The next device, most likely: the tag that is scanned then is not to end up on the one before.
        return Said(step="tag", serial=_fit(line, code), left=serial, doubt=receiving.tag_in(code))
    return _arrived(line, Scanned(serial or None, receiving.tag_in(sure or code)))


def _fit(line: DeliveryLine, code: str) -> str:
    """The serial number that a code says, where nothing stands against it."""
    found = receiving.serial_in(code, line.model.maker)
    for _, refusal in receiving.judge(line, [found]).against:
        raise refusal
    return found


def _looks_like_a_tag(code: str) -> bool:
    return fits_tag_pattern(receiving.tag_in(code), policy.value("tag_patterns"))


def _last_serial(line: DeliveryLine) -> str:
    """The serial number scanned before: where that looks like a tag, this maker's do."""
    query = select(Arrival.serial).where(Arrival.line_id == line.id, Arrival.taken_back_at.is_(None))
    return db.session.scalar(query.order_by(Arrival.id.desc()).limit(1)) or ""


def _arrived(line: DeliveryLine, device: Scanned) -> Said:
    [key] = receiving.arrive(line, [device], Act.now(access.signed_in()))
    query = select(Arrival).where(Arrival.asset_id == key).options(joinedload(Arrival.asset))
    arrival = db.session.scalars(query).one()
    where = line.delivery.room.name if line.delivery.room else gettext("not stored yet")
    return Said(card="here", word=gettext("Received"), arrival=arrival, line=where)


def _refused(refusal: Refusal) -> Said:
    """A refusal as a card; a tag that is taken leaves the serial number in hand."""
    words, serial = explain(refusal), request.form.get("serial", "").strip()[:LONGEST]
    of_another = look_up_key(str(refusal.facts.get("serial", ""))) != look_up_key(serial)
    step = "tag" if request.form.get("step") == "tag" and of_another else "serial"
    said = Said(step, serial if step == "tag" else "", "unregistered", gettext("Not received"), words)
    if isinstance(refusal, ScannedTwice):
        said.card, said.word = "already", gettext("Scanned already")
    elif isinstance(refusal, SerialRegistered):
        said.card = "elsewhere" if refusal.facts["ours"] else "other_site"
        said.word = gettext("Registered already")
    return said


def _line(delivery: Delivery) -> DeliveryLine:
    """The line that is being scanned: the one chosen, else the first of which something is missing."""
    told = lines_of(delivery)
    chosen = uuid_or_none(request.values.get("choose") or request.values.get("line"))
    found = next((line for line, _, _ in told if line.uuid == chosen), None)
    left = next((line for line, came, _ in told if came < line.expected), None)
    return found or left or told[0][0]


def _line_of_model(delivery: Delivery, code: str) -> DeliveryLine | None:
    """The line whose model number was scanned off the box."""
    key = look_up_key(code) if len(code) <= LONGEST else ""
    numbered = [
        line for line in delivery.lines if line.model.number and look_up_key(line.model.number) == key
    ]
    return numbered[0] if key and numbered and request.form.get("step") != "tag" else None


def _page(delivery: Delivery, line: DeliveryLine, said: Said) -> str:
    told = lines_of(delivery)
    just_now = select(Arrival).join(Arrival.line).where(DeliveryLine.delivery_id == delivery.id)
    just_now = just_now.where(Arrival.taken_back_at.is_(None)).order_by(Arrival.id.desc()).limit(JUST_NOW)
    device = joinedload(Arrival.asset).joinedload(Asset.model)
    context: dict[str, Any] = {
        "delivery": delivery, "line": line, "lines": told, "said": said,
        "expected": sum(each.expected for each, _, _ in told), "came": sum(came for _, came, _ in told),
        "next_tag": next(iter(receiving.next_tags(delivery, line.model, 1)), None) if said.step == "tag" else None,
        "just_now": list(db.session.scalars(just_now.options(device, joinedload(Arrival.by)))),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return render_template("receiving/_bench.html", **context)
    return render_template("receiving/bench.html", **context)
