"""Receipts: a checkout and its papers on a page, and on paper for one or for a class. Policy: CUS-2, RST-2."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response, abort, current_app, render_template, request, url_for
from flask_babel import force_locale, gettext
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from app import access, clock
from app.db import db
from app.domain.custody import permissions, sets
from app.domain.custody.papers import Papers, loan_before, papers_of
from app.files import receipts as paper
from app.language import LANGUAGES, asked_for
from app.models import Checkout, Room, SchoolClass, Site
from app.routes.custody.blueprint import bp
from app.routes.custody.links import address_of, symbol_of
from app.routes.downloads import pdf
from app.routes.naming import uuid_of
from app.routes.onward import lead_on
from app.routes.words import CONDITIONS, day_in_full, exact


@bp.get("/checkouts/<uuid:uuid>")
def receipt(uuid: UUID) -> str:
    """One checkout: what was received by whom, who signed, and whether it may leave."""
    found = access.checkout(uuid)
    [papers] = papers_of([found])
    address = address_of(papers.link)
    return render_template(
        "custody/receipt.html",
        checkout=found,
        papers=papers,
        before=loan_before(found),
        address=address,
        symbol=symbol_of(address),
        usual_end=permissions.usual_end(),
        languages=LANGUAGES,
        today=clock.day(),
    )


@bp.get("/assets/<uuid:uuid>/receipt")
def receipt_of_asset(uuid: UUID) -> AnyResponse:
    """The receipt of whoever has the device now, or had it last."""
    asset = access.asset(uuid)
    query = select(Checkout.uuid).where(Checkout.asset_id == asset.id, Checkout.undone_at.is_(None))
    last = db.session.scalar(query.order_by(Checkout.id.desc()).limit(1)) or abort(404)
    return lead_on(url_for("custody.receipt", uuid=access.checkout(last).uuid))


@bp.get("/checkouts/<uuid:uuid>/receipt.pdf")
def print_receipt(uuid: UUID) -> Response:
    """The same as a PDF, in the language asked for."""
    found = access.checkout(uuid)
    return _pdf([found], found.asset.site, str(found.person), as_list=False)


@bp.get("/receipts")
def receipts() -> str:
    """The receipts of a class: choose a homeroom or a class, see who has signed, print."""
    site = access.working_site()
    of = chosen_set(site)
    found = papers_of(sets.checkouts_in(of)) if of else []
    return render_template(
        "custody/receipts.html",
        site=site,
        of=of,
        papers=found,
        homerooms=sets.homerooms(site.id),
        classes=sets.classes(site.id),
        usual_end=permissions.usual_end(),
        languages=LANGUAGES,
        today=clock.day(),
    )


@bp.get("/receipts.pdf")
def print_receipts() -> Response:
    """A class set as one list to be signed, or a receipt for each."""
    site = access.working_site()
    of = chosen_set(site) or abort(404)
    found = sets.checkouts_in(of) or abort(404)
    return _pdf(found, site, str(of), as_list=request.args.get("as") != "each")


def chosen_set(site: Site) -> Room | SchoolClass | None:
    """The homeroom or the class that the address names, of this site."""
    if request.values.get("room"):
        room = access.room(uuid_of(request.values["room"]))
        return room if room.site_id == site.id else abort(404)
    if request.values.get("class"):
        found = access.school_class(uuid_of(request.values["class"]))
        return found if found.site_id == site.id else abort(404)
    return None


def _pdf(found: Sequence[Checkout], site: Site, title: str, *, as_list: bool) -> Response:
    language = asked_for()
    with force_locale(language):
        said = [_receipt(each, short=as_list) for each in papers_of(found, marks=True)]
        of = paper.ClassSet(
            current_app.config["ROLLCALL_DISTRICT"], site.name, _reach(site), title, day_in_full(clock.day())
        )
    name = f"receipt-{found[0].asset}.pdf" if len(found) == 1 else f"receipts-{site.code}.pdf"
    return pdf((paper.class_set if as_list else paper.receipts)(said, of, language), name)


def _receipt(papers: Papers, *, short: bool) -> paper.Receipt:
    checkout = papers.checkout
    person, asset = checkout.person, checkout.asset
    address = address_of(papers.link)
    access.note(person)
    return paper.Receipt(
        holder=person.name,
        badge=person.badge or "",
        homeroom=person.homeroom.name if person.homeroom else "",
        model=str(asset.model),
        tag=asset.tag or "",
        serial=asset.serial or "",
        since=exact(checkout.began_at),
        condition=_condition(checkout),
        accessories=papers.accessories,
        given_by=papers.given_by or "",
        returned=exact(checkout.ended_at) if checkout.ended_at else "",
        offsite=_offsite(papers, short=short),
        signed=_signed(papers),
        confirm=address or "",
        until=day_in_full(papers.link.expires_at) if papers.link and address else "",
    )


def _condition(checkout: Checkout) -> str:
    known = checkout.condition_out or ""
    return str(CONDITIONS.get(known, known))


def _offsite(papers: Papers, *, short: bool) -> str:
    given = papers.permission
    if given is None or not given.holds_on(clock.day()):
        return ""
    until = day_in_full(given.ends_on)
    if short:
        return gettext("until %(day)s", day=until)
    facts: dict[str, Any] = {
        "day": until,
        "name": given.answered_by,
        "when": day_in_full(given.answered_at or given.asked_at),
    }
    return gettext("Allowed until %(day)s (%(name)s, %(when)s)", **facts)


def _signed(papers: Papers) -> paper.Signed | None:
    signed = papers.signature
    if signed is None:
        return None
    guardian = signed.signer == "guardian"
    return paper.Signed(signed.kind, exact(signed.signed_at), signed.name or "", guardian, signed.mark)


def _reach(site: Site) -> str:
    town = " ".join(filter(None, (site.city, site.state, site.zip)))
    street = ", ".join(filter(None, (site.street, town)))
    return " · ".join(filter(None, (street, site.phone)))
