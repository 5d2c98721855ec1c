"""Whatever rosters say, and whatever people take and bring back meanwhile, nobody is lost and the list is right."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.db import begin_writing, db
from app.domain import custody
from app.domain.access import EVERYWHERE
from app.domain.roster import syncing
from app.models import Asset, Collection, Enrollment, Person, Room
from tests.district import District
from tests.syncing.conftest import Row, files_of, student

NAMES = {"Sam": "s-1", "Ana": "", "Ben": ""}
DEVICES = ("A1030", "A1020")
# What a roster says of somebody: of which school, whether a programme gave a device, or nothing at all.
STATES = st.sampled_from(["M", "M", "L", "M vils", "M gone", "absent", "unsaid"])
rosters = st.tuples(st.sampled_from(["bulk", "bulk", "delta"]), STATES, STATES, STATES)
hands = st.tuples(st.sampled_from(["out", "in"]), st.sampled_from(DEVICES), st.sampled_from(list(NAMES)))


def test_nobody_is_deleted_and_whoever_owes_a_device_is_on_the_list(
    district: District, tmp_path: Path
) -> None:
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.one_of(rosters, hands), min_size=1, max_size=8))
    def whatever_happens(happenings: list[tuple[str, ...]]) -> None:
        begin_writing()
        people = everybody()
        try:
            for one in happenings:
                if one[0] in ("out", "in"):
                    pass_on(district, *one)
                else:
                    roster(tmp_path, *one)
                    assert roster(tmp_path, *one) == 0
                db.session.expire_all()
                assert people <= everybody()
                people = everybody()
                assert on_the_list() == owing()
                assert homerooms_are_rooms_of_the_school()
        finally:
            db.session.rollback()

    whatever_happens()


def roster(folder: Path, mode: str, *states: str) -> int:
    """A roster comes; how much it changes."""
    users: list[Row] = []
    for (name, number), state in zip(NAMES.items(), states, strict=True):
        if state not in ("absent", "unsaid"):
            org, _, more = state.partition(" ")
            status = "tobedeleted" if more == "gone" else ""
            users.append(
                student(name, org, number=number, programme=more if not status else "", status=status)
            )
        elif mode == "delta" and state == "absent":
            users.append(student(name, number=number, status="tobedeleted"))
    users.append(student("Zora", "L", number="s-99"))
    users.append(student("Constant"))
    lessons = [("H", "", "7A", "homeroom", "204", "M"), ("K", "", "9A", "homeroom", "L1", "L")]
    enrolled = [
        (f"e-{row[0]}-{row[2]}", "", "H" if row[2] == "M" else "K", row[0], "student", "", "")
        for row in users
        if not row[1]
    ]
    for name, content in files_of(
        {"users": users, "classes": lessons, "enrollments": enrolled}, mode
    ).items():
        (folder / f"{name}.csv").write_text(content)
    plan = syncing.plan_of(folder, EVERYWHERE)
    for step in syncing.steps(plan):
        step.write()
    return plan.outcomes.changed


def pass_on(district: District, way: str, tag: str, name: str) -> None:
    """A device of Marshall's is given to whoever is there, or comes back."""
    asset, act = district.asset(tag), district.act()
    person = db.session.scalar(select(Person).where(Person.sourced_id == f"u-{name}"))
    if way == "in" and asset.holder_id is not None:
        custody.check_in(asset, district.room("STO"), act)
    elif way == "out" and asset.holder_id is None and person and stays(person, asset):
        custody.check_out(asset, person, act)


def stays(person: Person, asset: Asset) -> bool:
    return person.left_at is None and person.site_id == asset.site_id and person.programme != "vils"


def owing() -> set[tuple[str, int]]:
    """Who holds what they may not keep, of those of whom a roster ever spoke."""
    held = (
        select(Person, Asset).join(Asset, Asset.holder_id == Person.id).where(Person.sourced_id.is_not(None))
    )
    return {
        (person.given_name, asset.site_id)
        for person, asset in db.session.execute(held)
        if not stays(person, asset)
    }


def on_the_list() -> set[tuple[str, int]]:
    query = select(Person.given_name, Collection.site_id).join(Collection.person)
    return {
        (name, site_id) for name, site_id in db.session.execute(query.where(Collection.ended_at.is_(None)))
    }


def everybody() -> set[int]:
    return set(db.session.scalars(select(Person.id)))


def homerooms_are_rooms_of_the_school() -> bool:
    elsewhere = select(func.count()).select_from(Person).join(Room, Room.id == Person.homeroom_id)
    elsewhere = elsewhere.where(Room.site_id != Person.site_id, Person.left_at.is_(None))
    doubled = select(Enrollment.person_id).where(
        Enrollment.dropped_at.is_(None), Enrollment.role == "student"
    )
    doubled = doubled.group_by(Enrollment.class_id, Enrollment.person_id).having(func.count() > 1)
    return not db.session.scalar(elsewhere) and not db.session.scalars(doubled).all()
