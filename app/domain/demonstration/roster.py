"""The classes and guardians of the demonstration, and whoever is gone and still has a device. Policy: CUS-3."""

from sqlalchemy import select

from app.db import db
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.domain.roster import collecting
from app.models import Asset, Enrollment, Guardian, Guardianship, Person, SchoolClass

LESSONS = ("Math", "English", "Science")


def teach(place: Place, calendar: Calendar) -> None:
    """A homeroom and a lesson in every room that has students, who are a year older behind every further door."""
    began_on = calendar.first_day()
    first, last = map(int, (place.plan.details.grades or "6-8").split("-"))
    doors = [code for code, students in place.roster.students.items() if students]
    for at, code in enumerate(doors):
        grade = f"{first + at * (last - first + 1) // len(doors):02}"
        lesson = LESSONS[at % len(LESSONS)]
        for kind, title in (
            ("homeroom", f"Homeroom {code}"),
            ("scheduled", f"{lesson} {int(grade)}, {code}"),
        ):
            met = SchoolClass(site=place.site, title=title, code=f"{kind[0].upper()}{code}", kind=kind)
            met.room = place.rooms[code]
            taught = [Enrollment(school_class=met, person=place.roster.keepers[code], role="teacher")]
            taught += [Enrollment(school_class=met, person=each) for each in place.roster.students[code]]
            for one in taught:
                one.began_on = began_on
            db.session.add_all(taught)
        for student in place.roster.students[code]:
            student.grade = grade
            _guardian(student, calendar)
    db.session.flush()


def let_go(place: Place, other: Place, calendar: Calendar) -> None:
    """One left, one is at the other school now, and one was given a device by a programme: each has one of ours."""
    holders = set(db.session.scalars(select(Asset.holder_id).where(Asset.site_id == place.site.id)))
    last_of_each = [
        held[-1]
        for students in place.roster.students.values()
        if (held := [student for student in students if student.id in holders])
    ]
    left, moved, given = last_of_each[-3:]
    left.left_at = calendar.ago(9, 7)
    moved.site, moved.homeroom = other.site, None
    given.programme = "VILS"
    db.session.flush()
    for days, person in ((9, left), (6, moved), (2, given)):
        collecting.review([person.id], calendar.ago(days, 7))


def _guardian(student: Person, calendar: Calendar) -> None:
    """Every student has one, of the same name."""
    guardian = Guardian(given_name="Pat", family_name=student.family_name)
    guardian.email = f"family.{student.badge}@home.test"
    answering = Guardianship(guardian=guardian, person=student, began_at=calendar.at(calendar.first_day()))
    db.session.add(answering)
