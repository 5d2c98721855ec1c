"""A OneRoster bundle: `flask import roster DIR_OR_ZIP`. Policy: PLN-4, CUS-3."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.commands.import_lists import LONG, failing_in_words, told_or_tried
from app.commands.import_reports import Report, Said
from app.db import db
from app.domain.access import EVERYWHERE
from app.domain.roster import syncing
from app.domain.roster.syncing import Plan
from app.files import oneroster
from app.jobs import rosters
from app.jobs.rosters import RowsRefused
from app.models import Site

NAMED = 30
WORDS = {
    "orgs": "organisations recognised",
    "left": "people have left",
    "moved": "people are at another school",
    "returned": "people are back",
    "corrected": "people corrected",
    "homerooms": "students with another homeroom",
    "gone_guardians": "guardians are no more",
    "to_collect": "more on the collection list",
    "keep_devices": "off the collection list",
}


@click.command()
@click.argument("bundle", type=click.Path(exists=True, path_type=Path), metavar="DIR_OR_ZIP")
@click.option("--all-or-nothing", is_flag=True, help="Change nothing where any row is refused.")
@click.option(
    "--org",
    "orgs",
    multiple=True,
    metavar="SOURCEDID=CODE",
    help="The bundle means the site with this location code by that organisation.",
)
@told_or_tried
@with_appcontext
def roster(
    bundle: Path, *, dry_run: bool, all_or_nothing: bool, orgs: tuple[str, ...], as_json: bool
) -> None:
    """Bring students, staff, guardians, classes and enrolments up to date; a second time changes nothing.

    OneRoster 1.1 and 1.2, all there is or what changed, as its manifest says. Whoever is named no more is marked as
    gone, never deleted.
    """
    said = dict(map(_said, orgs))
    report = Report(bundle.name, {**oneroster.REASONS, **syncing.REASONS})
    with failing_in_words(report):
        plan = _take_in(lambda: syncing.plan_of(bundle, EVERYWHERE, said=said), dry_run, whole=all_or_nothing)
    told = plan.outcomes
    report.take_over(
        told.accepted,
        told.changed,
        told.warned,
        told.refused,
        (Said(*one) for one in told.told),
    )
    if not as_json:
        _say_by_kind(told.counts)
    report.show(as_json=as_json, dry_run=dry_run)
    _say_how_to_choose(bundle, plan.orgs.unknown, aside=as_json)
    if all_or_nothing and plan.outcomes.refused and not dry_run:
        raise click.ClickException("Nothing was changed, as not all of it can be taken.")


def _take_in(planned: Callable[[], Plan], dry_run: bool, *, whole: bool) -> Plan:  # noqa: FBT001
    plans: list[Plan] = []

    def remembered() -> Plan:
        plans.append(planned())
        return plans[-1]

    if dry_run:
        return remembered()
    try:
        rosters.write(remembered, _Progress().add, whole=whole)
    except RowsRefused:
        plans[0].outcomes.changed = 0
    return plans[0]


def _say_by_kind(counts: Counter[str]) -> None:
    for what, count in counts.items():
        if count:
            click.echo(f"  {count:,} {WORDS.get(what, what.replace('_', ' '))}")


class _Progress:
    """How far it is, where it takes long and somebody looks on."""

    def __init__(self) -> None:
        self._done = 0

    def add(self, size: int) -> None:
        self._done += size
        if self._done >= LONG and sys.stderr.isatty():
            click.echo(f"\r{self._done:,} written", nl=False, err=True)


def _say_how_to_choose(bundle: Path, unknown: Mapping[str, str], *, aside: bool) -> None:
    """Which organisations are none of our sites, and how one says which they are."""
    if not unknown:
        return
    options = " ".join(f"--org {org}=CODE" for org in list(unknown)[:NAMED])
    lines = [
        "",
        "Nobody knows which site is meant by:",
        *_named(unknown.items()),
        "Their people and classes stay out until you say it once, with the location codes of your sites:",
        f"  flask import roster {bundle} {options}",
        *_sites(),
    ]
    click.echo("\n".join(lines), err=aside)


def _sites() -> list[str]:
    sites = db.session.execute(
        select(Site.code, Site.name).where(Site.closed_on.is_(None)).order_by(Site.name)
    )
    return ["Your sites:", *_named([(code, name) for code, name in sites])]


def _named(all_of_them: Iterable[tuple[str, str]]) -> list[str]:
    named = [f"  {code}  {name}" for code, name in all_of_them]
    more = [f"  … and {len(named) - NAMED:,} more"] if len(named) > NAMED else []
    return named[:NAMED] + more


def _said(told: str) -> tuple[str, int]:
    org, _, code = told.rpartition("=")
    if not org:
        raise click.BadParameter(
            f"“{told}” is not SOURCEDID=CODE, such as school-7=8217.", param_hint="--org"
        )
    site_id = db.session.scalar(select(Site.id).where(Site.code == code))
    if site_id is None:
        sites = "\n".join(_sites())
        raise click.BadParameter(
            f"There is no site with the location code {code}.\n{sites}", param_hint="--org"
        )
    return org, site_id
