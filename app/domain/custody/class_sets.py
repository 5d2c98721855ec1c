"""A device for everybody in a class: whose turn it is, and who has one already. Policy: CUS-1, CUS-2."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.db import db
from app.letters import has_word, words_of
from app.models import Asset, Enrollment, Person, Room, SchoolClass

PAGE = 50
MOST_WORDS = 6
CLASS_COLUMNS = (SchoolClass.title, SchoolClass.code, Room.name)


@dataclass(frozen=True, slots=True)
class ClassSet:
    """A class or a homeroom as it is chosen from: how many students, and how many of them hold a device."""

    uuid: UUID
    title: str
    code: str | None
    room: str | None
    students: int
    supplied: int


def class_sets(site_id: int, day: date, words: str = "", after: SchoolClass | None = None) -> list[ClassSet]:
    """The classes of a site that have students on a day, by title, in one query; one more than a page has, for more.

    `words` narrow them: each is in the title, the code, the room or a teacher's name.
    """
    holder = select(Asset.id).where(Asset.holder_id == Person.id).exists()
    counted = func.count(Person.id.distinct()), func.count(Person.id.distinct()).filter(holder)
    query = (
        select(SchoolClass.uuid, SchoolClass.title, SchoolClass.code, Room.name, *counted)
        .join(Enrollment, Enrollment.class_id == SchoolClass.id)
        .join(Person, Person.id == Enrollment.person_id)
        .outerjoin(Room, Room.id == SchoolClass.room_id)
        .where(SchoolClass.site_id == site_id, SchoolClass.ended_at.is_(None))
        .where(Enrollment.role == "student", Enrollment.holds(day), Person.left_at.is_(None))
        .group_by(SchoolClass.id, Room.name)
        .order_by(SchoolClass.title, SchoolClass.id)
    )
    for word in words_of(words, MOST_WORDS):
        query = query.where(
            or_(*(has_word(column, word) for column in CLASS_COLUMNS), _is_taught_by(word, day))
        )
    if after is not None:
        query = query.where(tuple_(SchoolClass.title, SchoolClass.id) > tuple_(after.title, after.id))
    return [ClassSet(*row) for row in db.session.execute(query.limit(PAGE + 1))]


def homeroom_sets(site_id: int, words: str = "", after: Room | None = None) -> list[ClassSet]:
    """The homerooms of a site, for a roster that tells no classes; one more than a page where more follow."""
    holder = select(Asset.id).where(Asset.holder_id == Person.id).exists()
    query = (
        select(Room.uuid, Room.name, Room.code, func.count(Person.id), func.count(Person.id).filter(holder))
        .join(Person, Person.homeroom_id == Room.id)
        .where(Room.site_id == site_id, Person.left_at.is_(None), Person.kind == "student")
        .group_by(Room.id)
        .order_by(Room.name, Room.id)
    )
    for word in words_of(words, MOST_WORDS):
        query = query.where(or_(has_word(Room.name, word), has_word(Room.code, word)))
    if after is not None:
        query = query.where(tuple_(Room.name, Room.id) > tuple_(after.name, after.id))
    rows = db.session.execute(query.limit(PAGE + 1))
    return [ClassSet(uuid, name, code, None, *counts) for uuid, name, code, *counts in rows]


def has_classes(site_id: int) -> bool:
    """Whether the roster told any class of a site."""
    going_on = select(SchoolClass.id).where(SchoolClass.site_id == site_id, SchoolClass.ended_at.is_(None))
    return db.session.scalar(going_on.limit(1)) is not None


def students_in(school_class: SchoolClass, day: date) -> list[Person]:
    """Who learns in a class on a day, by name."""
    enrolled = select(Enrollment.person_id).where(Enrollment.class_id == school_class.id)
    enrolled = enrolled.where(Enrollment.role == "student", Enrollment.holds(day))
    return _by_name(select(Person).where(Person.id.in_(enrolled)))


def students_of(homeroom: Room) -> list[Person]:
    """The students whose homeroom it is, by name."""
    return _by_name(select(Person).where(Person.homeroom_id == homeroom.id, Person.kind == "student"))


def _is_taught_by(word: str, day: date) -> ColumnElement[bool]:
    teacher, teaches = aliased(Person), aliased(Enrollment)
    by_name = or_(has_word(teacher.family_name, word), has_word(teacher.given_name, word))
    found = select(teaches.id).join(teacher, teacher.id == teaches.person_id)
    return found.where(
        teaches.class_id == SchoolClass.id, teaches.role == "teacher", teaches.holds(day), by_name
    ).exists()


def _by_name(people: Select[Person]) -> list[Person]:
    still_here = people.where(Person.left_at.is_(None))
    return list(db.session.scalars(still_here.order_by(Person.family_name, Person.given_name, Person.id)))
