"""Reports on paper and as tables: a site's inventory as it stands, and the district's compliance. Policy: CERT-4."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, abort, current_app
from flask_babel import get_locale, gettext

from app import access, clock
from app.domain import certification as certifying
from app.domain.certification import Watched
from app.files.exporting import Value
from app.files.reports import Report, Table, report
from app.models import Certification
from app.routes.certification.blueprint import bp
from app.routes.downloads import csv, pdf
from app.routes.words import CERTIFICATION_STATES, day_in_full, number

ENDS = ("sighted", "explained", "attested", "unaccounted")


@bp.get("/certifications/<uuid:uuid>/report.pdf")
def inventory(uuid: UUID) -> Response:
    """A site's inventory as it stands today, to be gone through before a quarter."""
    found = access.certification(uuid)
    progress = certifying.progress_of(found)
    words = _ends()
    told = Report(
        title=gettext("Inventory report"),
        of=f"{found.site.name} ({found.site.code}) · {found.cycle.name}",
        figures=[(words[end], number(progress.counts[end])) for end in ENDS]
        + [(gettext("seen or explained"), f"{progress.percent} %")],
        tables=[
            _shares(gettext("By kind"), gettext("Kind"), progress.shares("category")),
            _shares(gettext("By place"), gettext("Place"), progress.shares("place")),
            Table(
                words["unaccounted"],
                [gettext("Tag"), gettext("Model"), gettext("Last seen")],
                [
                    [
                        one.leaf["tag"] or one.leaf["serial"] or gettext("No tag"),
                        one.leaf["model"],
                        f"{one.last_seen_where or one.place or ''} "
                        + (day_in_full(one.last_seen_at) if one.last_seen_at else gettext("never seen")),
                    ]
                    for one in progress.left
                ],
            ),
        ],
        **_paper(),
    )
    return pdf(report(told, str(get_locale())), f"inventory-{found.site.code}.pdf")


@bp.get("/certifications/<uuid:uuid>/report.csv")
def inventory_table(uuid: UUID) -> Response:
    """The same, a row for each device."""
    found = access.certification(uuid)
    words = _ends()
    rows: list[list[Value]] = [
        [
            one.leaf["tag"], one.leaf["serial"], one.leaf["model"], one.category, words[one.end], one.place,
            one.last_seen_where, clock.day(one.last_seen_at) if one.last_seen_at else None,
        ]
        for one in certifying.ends_of(found)
    ]  # fmt: skip
    header = [
        gettext("Tag"), gettext("Serial number"), gettext("Model"), gettext("Kind"), gettext("State"),
        gettext("Place"), gettext("Last seen in"), gettext("Last seen"),
    ]  # fmt: skip
    return csv(header, rows, f"inventory-{found.site.code}.csv")


@bp.get("/cycles.pdf")
def compliance() -> Response:
    """The compliance verification report: where every site stands, by region."""
    cycle = certifying.current() or abort(404)
    watched = certifying.watched(cycle, access.scope())
    done = sum(one.certification.state in ("signed", "accepted") for one in watched)
    told = Report(
        title=gettext("Compliance verification report"),
        of=gettext("Fiscal year %(cycle)s, due %(day)s", cycle=cycle.name, day=day_in_full(cycle.due_on)),
        figures=[
            (gettext("sites"), number(len(watched))),
            (gettext("signed or accepted"), number(done)),
            (gettext("overdue"), number(sum(one.overdue(clock.day()) for one in watched))),
            (gettext("without a manager"), number(sum(not one.idms for one in watched))),
            (gettext("devices"), number(sum(one.assets for one in watched))),
        ],
        tables=[_region(region, ones) for region, ones in _by_region(watched).items()],
        **_paper(),
    )
    return pdf(report(told, str(get_locale())), f"compliance-{cycle.name}.pdf")


@bp.get("/cycles.csv")
def export() -> Response:
    """The same as a spreadsheet."""
    cycle = certifying.current()
    rows: list[list[Value]] = [
        [
            one.site.region.name if one.site.region else "", one.site.code, one.site.name,
            str(CERTIFICATION_STATES[one.certification.state]), one.assets, one.seen, one.away, one.percent,
            one.unsettled, one.idms,
        ]
        for one in (certifying.watched(cycle, access.scope()) if cycle else [])
    ]  # fmt: skip
    header = [
        gettext("Region"), gettext("Location code"), gettext("Site"), gettext("State"), gettext("Devices"),
        gettext("Seen"), gettext("Explained"), gettext("Per cent"), gettext("To settle"),
        gettext("Inventory device managers"),
    ]  # fmt: skip
    return csv(header, rows, f"certification-{cycle.name}.csv" if cycle else "certification.csv")


def state_of(certification: Certification) -> str:
    """Its state in the reader's language."""
    return str(CERTIFICATION_STATES[certification.state])


def _by_region(watched: Sequence[Watched]) -> dict[str, list[Watched]]:
    found: dict[str, list[Watched]] = {}
    for one in watched:
        found.setdefault(one.site.region.name if one.site.region else gettext("No region"), []).append(one)
    return found


def _region(name: str, ones: Sequence[Watched]) -> Table:
    columns = [
        gettext("Site"), gettext("State"), gettext("Devices"), gettext("Per cent"), gettext("To settle"),
        gettext("IDMs"),
    ]  # fmt: skip
    rows = [
        [
            f"{one.site.name} ({one.site.code})", state_of(one.certification), number(one.assets), str(one.percent),
            number(one.unsettled), str(one.idms),
        ]
        for one in ones
    ]  # fmt: skip
    return Table(name, columns, rows, numbers=(2, 3, 4, 5))


def _shares(heading: str, word: str, shares: Sequence[certifying.Share]) -> Table:
    words = _ends()
    rows = [
        [
            share.word or gettext("No place is known"),
            *(number(share.counts[end]) for end in ENDS),
            number(share.assets),
        ]
        for share in shares
    ]
    return Table(
        heading, [word, *(words[end] for end in ENDS), gettext("Devices")], rows, numbers=(1, 2, 3, 4, 5)
    )


def _ends() -> dict[str, str]:
    return {
        "sighted": gettext("Sighted"),
        "explained": gettext("Explained"),
        "attested": gettext("Attested"),
        "unaccounted": gettext("Unaccounted for"),
    }


def _paper() -> dict[str, str]:
    return {
        "district": current_app.config["ROLLCALL_DISTRICT"],
        "made": day_in_full(clock.day()),
        "page": gettext("Page {page} of {pages}"),
    }
