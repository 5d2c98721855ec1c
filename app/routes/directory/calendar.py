"""On which days a site works: the district's calendar by ITS, a site's differences by its IDM. Policy: ORG-6."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain import directory, policy, receiving
from app.domain.directory import Days
from app.domain.refusals import Refusal
from app.files.calendars import NoCalendar, read_calendar
from app.models import Site
from app.models.directory import DAYS_KINDS
from app.routes import forms
from app.routes.directory.blueprint import bp
from app.routes.uploads import bytes_sent

CALENDAR_BYTES = 2_000_000
LAST_YEAR = 9_000


@bp.get("/calendar")
def calendar() -> str:
    """A site's calendar: the district's days, and those in which it differs."""
    return _page(access.working_site())


@bp.post("/calendar")
def add_days() -> tuple[str, int] | Response:
    """Enter days of a site, one span by hand or all those of a file."""
    return _add(access.working_site())


@bp.get("/calendar/district")
def district_calendar() -> str:
    """The district's calendar, which holds for every site that does not differ."""
    return _page(None)


@bp.post("/calendar/district")
def add_district_days() -> tuple[str, int] | Response:
    """Enter days of the district; or keep, as its own, what was assumed of a year."""
    if not _edits_the_district():
        abort(403)
    if request.form.get("keep"):
        kept = directory.keep_assumed(_year(request.form.get("year")), access.signed_in())
        return _done(None, kept, 0)
    return _add(None)


@bp.post("/calendar/days/<uuid:uuid>/remove")
def remove_days(uuid: UUID) -> Response:
    """Let days hold no more."""
    found = access.calendar_days(uuid)
    site, begins_on = found.site, found.begins_on
    directory.remove_days(found, access.signed_in())
    receiving.reckon_due(site)
    db.session.commit()
    flash(gettext("“%(title)s” is removed.", title=found.name), "here")
    return redirect(_address(site, policy.fiscal_year_start(begins_on)), 303)


def _add(site: Site | None) -> tuple[str, int] | Response:
    try:
        if request.files.get("file"):
            found = read_calendar(*bytes_sent("file", CALENDAR_BYTES))
            days = [Days(*one) for one in found.days]
            return _done(site, directory.enter_all(site, days, access.signed_in()), found.left_out)
        entered = directory.enter_days(site, _told(), access.signed_in())
        return _done(site, int(entered is not None), 0)
    except NoCalendar:
        db.session.rollback()
        fault = {"field": "file", "words": gettext("This file holds no calendar the server can read.")}
    except Refusal as refusal:
        db.session.rollback()
        fault = forms.why(refusal)
    return _page(site, fault), 422


def _done(site: Site | None, entered: int, left_out: int) -> Response:
    receiving.reckon_due(site)
    db.session.commit()
    said = ngettext("%(num)d entry is in the calendar.", "%(num)d entries are in the calendar.", entered)
    if left_out:
        said += " " + ngettext(
            "%(num)d that says nothing of school days was left out.",
            "%(num)d that say nothing of school days were left out.",
            left_out,
        )
    flash(said if entered or left_out else gettext("Nothing was different."), "here")
    return redirect(_address(site, _year(request.form.get("year"))), 303)


def _told() -> Days:
    begins = forms.needed_day("begins_on")
    kind = request.form.get("kind", "holiday")
    if kind not in DAYS_KINDS:
        abort(400)
    name = forms.text("name", 120) or gettext("No name")
    return Days(kind, name, begins, forms.day("ends_on") or begins)


def _year(said: str | None) -> date:
    """The first day of the fiscal year that is looked at."""
    try:
        return policy.fiscal_year_start(date(min(int(said or ""), LAST_YEAR), 12, 31))
    except (ValueError, OverflowError):
        return policy.fiscal_year_start(clock.day())


def _address(site: Site | None, year: date) -> str:
    if site is None:
        return url_for("directory.district_calendar", year=year.year)
    return url_for("directory.calendar", site=site.code, year=year.year)


def _page(site: Site | None, fault: dict[str, str] | None = None) -> str:
    year = _year(request.values.get("year"))
    ends = policy.fiscal_year_start(date(year.year + 1, 12, 31)) - timedelta(days=1)
    own, district = directory.entered(site, year, ends) if site else [], directory.entered(None, year, ends)
    assumed = not any(row.kind == "school_year" for row in district)
    edits = access.may("directory.add_days", site.id) if site else _edits_the_district()
    context: dict[str, Any] = {
        "site": site, "year": year, "years": directory.years_to_choose(clock.day(), [year]), "own": own,
        "district": district, "assumed": directory.assumed_days(year) if assumed else [], "edits": edits,
        "edits_district": _edits_the_district(), "fault": fault, "form": request.form, "kinds": DAYS_KINDS,
    }  # fmt: skip
    return render_template("directory/calendar.html", **context)


def _edits_the_district() -> bool:
    return access.where_may("directory.add_district_days").everywhere
