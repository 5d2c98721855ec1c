"""Whom a badge or number that was typed or scanned means."""

from app.domain.codes import LONGEST
from app.domain.looking_up import look_up
from app.models import Person


def person_meant(text: str, site_id: int) -> Person | None:
    """The one person of the site whom the text means, if there is one."""
    if not text.strip():
        return None
    found = look_up(text.strip()[:LONGEST]).people
    people = [person for person in found if person.site_id == site_id and person.left_at is None]
    return people[0] if len(people) == 1 else None
