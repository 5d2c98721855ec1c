"""A site's inventory as it stands, on paper and as a table, to be gone through before each quarter. Policy: CERT-4."""

from collections.abc import Callable, Sequence
from uuid import UUID

from flask import Response, current_app
from flask_babel import get_locale, gettext

from app import access, clock
from app.domain import certification as certifying
from app.files.exporting import Value
from app.files.reports import Report, Table, report
from app.routes.certification.blueprint import bp
from app.routes.downloads import csv, pdf
from app.routes.words import called, day_in_full, number, percent

ENDS = ("sighted", "explained", "attested", "unaccounted")


@bp.get("/certifications/<uuid:uuid>/report.pdf")
def inventory(uuid: UUID) -> Response:
    """A site's inventory as it stands today, to be gone through before a quarter."""
    found = access.certification(uuid)
    progress = certifying.progress_of(found)
    words = end_words()
    told = Report(
        title=gettext("Inventory report"),
        of=f"{found.site.name} ({found.site.code}) · {found.cycle.name}",
        figures=[(words[end], number(progress.counts[end])) for end in ENDS]
        + [(gettext("seen or explained"), percent(progress.percent))],
        tables=[
            _shares(gettext("By kind"), gettext("Kind"), progress.shares("category"), called),
            _shares(gettext("By place"), gettext("Place"), progress.shares("place")),
            Table(
                words["unaccounted"],
                [gettext("Tag"), gettext("Model"), gettext("Last seen")],
                [
                    [
                        one.leaf["tag"] or one.leaf["serial"] or gettext("No tag"),
                        one.leaf["model"],
                        " · ".join(
                            [str(place) for place in (one.last_seen_where or one.place,) if place]
                            + [day_in_full(one.last_seen_at) if one.last_seen_at else gettext("never seen")]
                        ),
                    ]
                    for one in progress.left
                ],
            ),
        ],
        **paper(),
    )
    return pdf(report(told, str(get_locale())), f"inventory-{found.site.code}.pdf")


@bp.get("/certifications/<uuid:uuid>/report.csv")
def inventory_table(uuid: UUID) -> Response:
    """The same, a row for each device."""
    found = access.certification(uuid)
    words = end_words()
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


def _shares(
    heading: str, word: str, shares: Sequence[certifying.Share], said: Callable[[str], str] = str
) -> Table:
    words = end_words()
    rows = [
        [
            said(share.word) if share.word else gettext("No place is known"),
            *(number(share.counts[end]) for end in ENDS),
            number(share.assets),
        ]
        for share in shares
    ]
    return Table(
        heading, [word, *(words[end] for end in ENDS), gettext("Devices")], rows, numbers=(1, 2, 3, 4, 5)
    )


def end_words() -> dict[str, str]:
    """The four ends, in words."""
    return {
        "sighted": gettext("Sighted"),
        "explained": gettext("Explained"),
        "attested": gettext("Attested"),
        "unaccounted": gettext("Unaccounted for"),
    }


def paper() -> dict[str, str]:
    """What stands at the foot of every report."""
    return {
        "district": current_app.config["ROLLCALL_DISTRICT"],
        "made": day_in_full(clock.day()),
        "page": gettext("Page {page} of {pages}"),
    }
