"""Where every site of a cycle stands, kept: read in the background, put right at each look, remembered by the day.

Counting a million assets at each look would take seconds. What was read is kept with the last event it was read from;
a look counts anew the few sites where something happened since. A site that signed stands where it sealed.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ScalarSelect, delete, func, select

from app.db import db, insert_all
from app.domain.access import Scope
from app.domain.certification.watching.figures import Figures, figures_of
from app.domain.certification.watching.sealed import figures_told, with_seals
from app.domain.portions import portions
from app.models import (
    Attestation,
    Certification,
    CertificationStep,
    Cycle,
    DayMark,
    Event,
    Transfer,
    TransferLine,
)

# A look counts no more sites than this anew; of the others it says as of when they are.
AT_ONCE = 40
# So many events are looked through at a look; more than these wait for the next reading.
LATELY = 20_000
FIGURES = (DayMark.assets, DayMark.sighted, DayMark.explained, DayMark.attested)


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures of certifications, by key. `as_of` says when they were read, where some may have changed since."""

    figures: Mapping[int, Figures]
    as_of: datetime | None


def keep(on: date, figures: Mapping[int, Figures]) -> None:
    """Remember where these certifications stood on a day, instead of what was remembered of it before."""
    for some in portions(figures):
        db.session.execute(delete(DayMark).where(DayMark.on == on, DayMark.certification_id.in_(some)))
    insert_all(
        DayMark,
        [
            {
                "certification_id": key, "on": on, "assets": each.assets, "sighted": each.sighted,
                "explained": each.explained, "attested": each.attested,
            }
            for key, each in figures.items()
        ],
    )  # fmt: skip


def standing_now(cycle: Cycle, scope: Scope) -> Standing:
    """Where the certifications of a scope stand. A handful of statements, however many sites."""
    standing, sealed = standing_of(cycle, scope)
    kept = _latest(cycle, scope) | sealed
    late = {site for site, key in standing.items() if key not in kept}
    if cycle.read_at is not None:
        changed = changed_since(cycle, cycle.read_to) & set(standing)
        late |= {site for site in changed if standing[site] not in sealed}
    anew = figures_of(cycle, sorted(late)[:AT_ONCE])
    figures = kept | {standing[site]: each for site, each in anew.items()}
    behind = len(late) > AT_ONCE or last_event() - cycle.read_to > LATELY
    return Standing(figures, cycle.read_at if behind else None)


def stood_on(cycle: Cycle, scope: Scope, latest: date) -> tuple[date | None, dict[int, Figures]]:
    """Where the certifications stood on the last remembered day until then, and which day that was."""
    query = select(DayMark.certification_id, *FIGURES).join(
        Certification, Certification.id == DayMark.certification_id
    )
    query = query.where(Certification.cycle_id == cycle.id, scope.where(Certification.site_id))
    day = db.session.scalar(
        query.with_only_columns(DayMark.on).where(DayMark.on <= latest).order_by(DayMark.on.desc()).limit(1)
    )
    rows = db.session.execute(query.where(DayMark.on == day)) if day else ()
    return day, {key: Figures(*figures) for key, *figures in rows}


def changed_since(cycle: Cycle, event_id: int) -> set[int]:
    """The sites where something happened after an event: to a device, a word, a seal, to what left them."""
    after = max(event_id, last_event() - LATELY)
    happened = select(Event.site_id).where(Event.id > after).distinct()
    sites = set(db.session.scalars(happened))
    read_at = cycle.read_at or cycle.opened_at
    words = select(Certification.site_id).join(Attestation, Attestation.certification_id == Certification.id)
    words = words.where((Attestation.at >= read_at) | (Attestation.withdrawn_at >= read_at))
    sealing = CertificationStep.step.in_(("signed", "reopened")) & (CertificationStep.at >= read_at)
    steps = select(Certification.site_id).join(Certification.steps).where(sealing)
    told = words.union(steps.where(Certification.cycle_id == cycle.id))
    gone = select(Transfer.from_site_id).join(TransferLine, TransferLine.transfer_id == Transfer.id)
    return sites.union(
        db.session.scalars(told), db.session.scalars(gone.where(TransferLine.ended_at >= read_at))
    )


def last_event() -> int:
    """The key of the newest event, up to which a reading has read everything."""
    return db.session.scalar(select(func.max(Event.id))) or 0


def standing_of(cycle: Cycle, scope: Scope) -> tuple[dict[int, int], dict[int, Figures]]:
    """The certification that stands at each site, by the site's key; and what was sealed of these, by their own."""
    query = with_seals(Certification.site_id, Certification.id)
    query = query.where(Certification.cycle_id == cycle.id, Certification.state != "reopened")
    rows = db.session.execute(query.where(scope.where(Certification.site_id))).all()
    sealed = {key: figures_told(head) for _, key, head in rows if head is not None}
    return {site: key for site, key, _ in rows}, sealed


def last_kept(certification: int, days: Collection[date]) -> set[date]:
    """For each of these days the day itself, or the last before it (but after the one before) that is remembered.

    Every day that is remembered at all is remembered of every certification: any that was there from the first tells.
    """
    query = select(DayMark.on).where(DayMark.certification_id == certification).order_by(DayMark.on)
    by_end: dict[int, date] = {}
    ends = sorted(days)
    for on in db.session.scalars(query):
        by_end[bisect_left(ends, on)] = on
    return {on for end, on in by_end.items() if end < len(ends)}


def weekly(certifications: Collection[int], days: Collection[date]) -> dict[date, Figures]:
    """Where these stood together on each of these days that is remembered."""
    query = select(DayMark.on, *(func.sum(column) for column in FIGURES)).where(DayMark.on.in_(days))
    totals: dict[date, Figures] = {}
    for some in portions(sorted(certifications)):
        for on, *figures in db.session.execute(
            query.where(DayMark.certification_id.in_(some)).group_by(DayMark.on)
        ):
            totals[on] = Figures.together([totals.get(on, Figures()), Figures(*map(int, figures))])
    return totals


def newest_mark() -> ScalarSelect[date]:
    """The last day that is remembered of a certification, in a query of certifications."""
    newest = select(func.max(DayMark.on)).where(DayMark.certification_id == Certification.id)
    return newest.correlate(Certification).scalar_subquery()


def _latest(cycle: Cycle, scope: Scope) -> dict[int, Figures]:
    query = (
        select(DayMark.certification_id, *FIGURES)
        .join(Certification, Certification.id == DayMark.certification_id)
        .where(
            Certification.cycle_id == cycle.id, Certification.state != "reopened",
            scope.where(Certification.site_id), DayMark.on == newest_mark(),
        )
    )  # fmt: skip
    return {key: Figures(*figures) for key, *figures in db.session.execute(query)}
