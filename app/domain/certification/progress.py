"""How far a site is: what was counted, what is left and where it was last seen. Policy: CERT-2."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.certification.ends import Ended, ends_of
from app.domain.certification.left import holder_of, latest_seen_first
from app.domain.portions import portions
from app.files.seals import ENDS, fingerprint, percent_accounted
from app.models import Certification, Cycle, Discrepancy, Person, Seal

Key = Callable[[Ended], str | None]
BY: dict[str, Key] = {
    "place": lambda one: one.last_seen_where or one.place,
    "category": lambda one: one.category,
    "model": lambda one: one.leaf["model"],
}
SHARED_BY = (*BY, "holder")


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a site's assets under one heading: how many, and how many of them ended in each way."""

    word: str | None
    counts: dict[str, int]

    @property
    def assets(self) -> int:
        return self.counts["assets"]

    @property
    def left(self) -> int:
        return self.counts["unaccounted"]


@dataclass(frozen=True, slots=True)
class Progress:
    """A certification as it stands now. `fingerprint` tells this state from any other."""

    ended: Sequence[Ended]
    counts: dict[str, int]
    percent: str
    fingerprint: str
    discrepancies: int

    @property
    def unaccounted(self) -> set[int]:
        """The keys of the assets that are unaccounted for."""
        return {one.asset_id for one in self.ended if one.end == "unaccounted"}

    @property
    def left(self) -> list[Ended]:
        """The unaccounted for, by where they were last seen, the latest seen first."""
        return latest_seen_first([one for one in self.ended if one.end == "unaccounted"], BY["place"])

    def shares(self, by: str) -> list[Share]:
        """The same by place, by category, by model or by who holds it: those with most left first."""
        key = _by_holder(holders_of(self.ended)) if by == "holder" else BY[by]
        groups: dict[str | None, list[Ended]] = {}
        for one in self.ended:
            groups.setdefault(key(one), []).append(one)
        shares = [Share(word, _counts(group)) for word, group in groups.items()]
        return sorted(shares, key=lambda share: (-share.left, share.word or "\uffff"))


def progress_of(certification: Certification) -> Progress:
    """How a site stands. A handful of queries, however many assets."""
    ended = ends_of(certification)
    counts = _counts(ended)
    print_ = fingerprint(one.leaf for one in ended)
    return Progress(ended, counts, percent_accounted(counts), print_, _discrepancies(certification))


def year_before(certification: Certification) -> Seal | None:
    """What this site sealed in the cycle before this one, if it did."""
    query = (
        select(Seal)
        .join(Certification, Certification.id == Seal.certification_id)
        .join(Cycle, Cycle.id == Certification.cycle_id)
        .where(
            Certification.site_id == certification.site_id, Cycle.began_on < certification.cycle.began_on,
            Certification.state != "reopened",
        )
    )  # fmt: skip
    return db.session.scalar(query.order_by(Cycle.began_on.desc()).limit(1))


def holders_of(ended: Sequence[Ended]) -> dict[int, Person]:
    """The people who hold or answer for some assets, by key."""
    keys = {key for one in ended for key in (one.holder_id, one.responsible_id) if key is not None}
    people: dict[int, Person] = {}
    for some in portions(sorted(keys)):
        query = select(Person).where(Person.id.in_(some)).options(joinedload(Person.homeroom))
        people |= {person.id: person for person in db.session.scalars(query)}
    return people


def _by_holder(people: Mapping[int, Person]) -> Key:
    return lambda one: holder_of(one, people)


def _counts(ended: Sequence[Ended]) -> dict[str, int]:
    counted = Counter(one.end for one in ended)
    return {end: counted[end] for end in ENDS} | {"assets": len(ended)}


def _discrepancies(certification: Certification) -> int:
    query = select(func.count()).where(
        Discrepancy.site_id == certification.site_id, Discrepancy.settled_at.is_(None)
    )
    return db.session.scalar(query) or 0
