"""Every cycle beside the others, each with how far it came: a few statements, however many cycles and sites."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app import clock
from app.db import db
from app.domain.access import Scope
from app.domain.certification.cycles import current_key
from app.domain.certification.states import SEALED
from app.domain.certification.watching.figures import Figures
from app.domain.certification.watching.marks import FIGURES, newest_mark
from app.domain.certification.watching.sealed import figures_told, unsealed, with_seals
from app.domain.certification.watching.sites import stands
from app.models import Certification, Cycle, DayMark, Site


@dataclass(frozen=True, slots=True)
class CycleWatched:
    """A cycle as far as a scope takes part in it. `figures` are as sealed, else as last read; none before that."""

    cycle: Cycle
    current: bool
    today: date
    sites: int
    done: int
    figures: Figures | None

    @property
    def coming(self) -> bool:
        """Its year has not begun: nothing of it counts yet."""
        return self.cycle.began_on > self.today

    @property
    def days_left(self) -> int:
        """Until it is due; less than nothing when that is past."""
        return (self.cycle.due_on - self.today).days


def cycles_of(scope: Scope) -> list[CycleWatched]:
    """The cycles in which sites of a scope take part: the current one, those to come, those before, latest first."""
    own = select(Certification.cycle_id).where(scope.where(Certification.site_id))
    found = db.session.scalars(select(Cycle).where(Cycle.id.in_(own)).order_by(Cycle.began_on.desc())).all()
    current, today = db.session.scalar(current_key()), clock.day()
    sites, done, figures = _sites(scope)
    for key, read in _read(scope).items():
        figures[key] = Figures.together([read, *([figures[key]] if key in figures else [])])
    told = [
        CycleWatched(each, each.id == current, today, sites[each.id], done[each.id], figures.get(each.id))
        for each in found
    ]
    return sorted(told, key=lambda one: (not one.current, not one.coming))


def cycle_of(cycle: Cycle, scope: Scope) -> CycleWatched:
    """One of them."""
    return next(one for one in cycles_of(scope) if one.cycle.id == cycle.id)


def _sites(scope: Scope) -> tuple[Counter[int], Counter[int], dict[int, Figures]]:
    """How many sites take part in each cycle, how many of them signed, and what was sealed, together."""
    sites, done, sealed = Counter[int](), Counter[int](), dict[int, list[Figures]]()
    query = with_seals(Certification.cycle_id, Certification.state).where(stands(scope))
    for cycle, state, head in db.session.execute(query).all():
        sites[cycle] += 1
        done[cycle] += state in SEALED
        if head is not None:
            sealed.setdefault(cycle, []).append(figures_told(head))
    return sites, done, {cycle: Figures.together(each) for cycle, each in sealed.items()}


def _read(scope: Scope) -> dict[int, Figures]:
    """What was last read of the sites without a seal, together."""
    query = select(Certification.cycle_id, *(func.sum(column) for column in FIGURES))
    query = query.join(DayMark, DayMark.certification_id == Certification.id)
    query = query.join(Site, Site.id == Certification.site_id).where(
        stands(scope), unsealed(), DayMark.on == newest_mark()
    )
    rows = db.session.execute(query.group_by(Certification.cycle_id)).all()
    return {cycle: Figures(*map(int, sums)) for cycle, *sums in rows}
