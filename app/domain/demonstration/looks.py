"""Who looked at whom lately: a class list, a family at the counter, a desk. Policy: ORG-8."""

from sqlalchemy import select

from app.db import db
from app.domain import looks
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.models import Person, User

# How many days ago, at which hour, who, on which kind of page, at how many students.
LOOKS = (
    (6, 8, "teacher", "class", 24),
    (5, 9, "idm", "desk", 1),
    (4, 14, "finance", "person", 1),
    (3, 10, "its", "export", 40),
    (2, 11, "principal", "list", 40),
)


def look_at_students(place: Place, calendar: Calendar, users: dict[str, User]) -> None:
    """What the access log has to tell of a school."""
    query = (
        select(Person.id).where(Person.site_id == place.site.id, Person.kind == "student").order_by(Person.id)
    )
    students = list(db.session.scalars(query.limit(max(many for *_, many in LOOKS))))
    for days, hour, who, kind, many in LOOKS:
        asked = looks.Asked(users[who].id, None, kind, None, None)
        looks.keep(
            asked, {place.site.id: set(students[:many])}, calendar.ago(days, hour), writing=db.session.flush
        )
