"""The compliance verification report: where every site of a region or the district stands. Policy: CERT-4, ORG-5."""

from collections.abc import Sequence

from flask import Response, abort, request
from flask_babel import get_locale, gettext

from app.domain import certification as certifying
from app.domain.certification.watching import RegionWatched, Watch, Watched, regions_of
from app.files.exporting import Value
from app.files.reports import Report, Table, report
from app.routes.certification.blueprint import bp
from app.routes.certification.reports import end_words, paper
from app.routes.certification.watching import chosen
from app.routes.downloads import csv, pdf
from app.routes.words import CERTIFICATION_STATES, day_in_full, number, percent, points


@bp.get("/cycles.pdf")
def compliance() -> Response:
    """The report on paper: the regions, then every site of each."""
    cycle = certifying.current() or abort(404)
    seen, region = chosen(cycle)
    regions, figures = regions_of(seen), seen.figures
    told = Report(
        title=gettext("Compliance verification report"),
        of=" · ".join(
            [
                *([region.name] if region else []),
                gettext("Fiscal year %(cycle)s, due %(day)s", cycle=cycle.name, day=day_in_full(cycle.due_on)),
            ]
        ),
        figures=[
            (gettext("sites"), number(len(seen.sites))),
            (gettext("signed or accepted"), number(sum(one.done for one in seen.sites))),
            (gettext("overdue"), number(sum(map(seen.overdue, seen.sites)))),
            (gettext("without a trained manager"), number(sum(not one.ready for one in seen.sites))),
            (gettext("accounted for"), percent(figures.percent)),
        ],
        note=gettext(
            "Accounted for: sighted since %(since)s, or explained by a state and its document. Attested devices are "
            "counted apart. Sites that signed count as they were sealed. Changes are told since %(day)s.",
            since=day_in_full(cycle.seen_since), day=day_in_full(seen.since),
        ),
        tables=[*([_all(regions)] if len(regions) > 1 else []), *(_sites(seen, each) for each in regions)],
        **paper(),
    )  # fmt: skip
    return pdf(report(told, str(get_locale())), f"compliance-{cycle.name}.pdf")


@bp.get("/cycles.csv")
def export() -> Response:
    """The same as a spreadsheet: a row for each site, or for each region."""
    cycle = certifying.current()
    if cycle is None:
        return csv(_columns(), [], "certification.csv")
    seen, region = chosen(cycle)
    if request.args.get("by") == "region":
        return csv(
            _region_columns(), map(_region_row, regions_of(seen)), f"certification-{cycle.name}-regions.csv"
        )
    name = f"certification-{cycle.name}-{region.code}.csv" if region else f"certification-{cycle.name}.csv"
    return csv(_columns(), [_row(seen, one) for one in seen.sites], name)


def _all(regions: Sequence[RegionWatched]) -> Table:
    columns = [
        gettext("Region"), gettext("Sites"), gettext("Signed"), gettext("Devices"), gettext("Accounted for"),
        gettext("Changed"), gettext("To settle"),
    ]  # fmt: skip
    rows = [
        [
            each.name or gettext("No region"), number(len(each.sites)), number(each.done), number(each.figures.assets),
            percent(each.figures.percent), points(each.lately.points), number(each.unsettled),
        ]
        for each in regions
    ]  # fmt: skip
    return Table(gettext("By region"), columns, rows, numbers=(1, 2, 3, 4, 5, 6))


def _sites(seen: Watch, region: RegionWatched) -> Table:
    columns = [
        gettext("Site"), gettext("State"), gettext("Devices"), gettext("Accounted for"), gettext("Changed"),
        gettext("To settle"), gettext("IDMs, trained"),
    ]  # fmt: skip
    rows = [
        [
            f"{one.name} ({one.code})", _state(seen, one), number(one.figures.assets), percent(one.figures.percent),
            points(one.lately.points), number(one.unsettled), f"{one.idms}, {one.trained}",
        ]
        for one in region.sites
    ]  # fmt: skip
    return Table(region.name or gettext("No region"), columns, rows, numbers=(2, 3, 4, 5, 6))


def _state(seen: Watch, one: Watched) -> str:
    state = str(CERTIFICATION_STATES[one.state])
    return gettext("%(state)s, overdue", state=state) if seen.overdue(one) else state


def _columns() -> list[str]:
    ends = end_words()
    return [
        gettext("Region"), gettext("Location code"), gettext("Site"), gettext("State"), gettext("Devices"),
        *ends.values(), gettext("Percent"), gettext("Days to go"), gettext("To settle"),
        gettext("Inventory device managers"), gettext("Trained this year"), gettext("Points changed"),
        gettext("Newly sighted"), gettext("Losses reported"), gettext("Told since"),
    ]  # fmt: skip


def _row(seen: Watch, one: Watched) -> list[Value]:
    counts, lately = one.figures.counts, one.lately
    return [
        one.region or "", one.code, one.name, str(CERTIFICATION_STATES[one.state]), counts["assets"],
        *(counts[end] for end in end_words()), one.figures.percent, None if one.done else seen.days_left, one.unsettled,
        one.idms, one.trained, lately.points, lately.sighted, lately.losses, seen.since,
    ]  # fmt: skip


def _region_columns() -> list[str]:
    return [
        gettext("Region"), gettext("Sites"), gettext("Signed or accepted"), gettext("Devices"),
        *end_words().values(), gettext("Percent"), gettext("To settle"), gettext("Sites without a trained manager"),
        gettext("Points changed"), gettext("Newly sighted"), gettext("Losses reported"),
    ]  # fmt: skip


def _region_row(each: RegionWatched) -> list[Value]:
    counts = each.figures.counts
    return [
        each.name or "", len(each.sites), each.done, counts["assets"], *(counts[end] for end in end_words()),
        each.figures.percent, each.unsettled, each.not_ready, each.lately.points, each.lately.sighted,
        each.lately.losses,
    ]  # fmt: skip
