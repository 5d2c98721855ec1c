"""The roster of a site: who teaches and learns there, and who answers for which room. Policy: CUS-7, REG-4."""

import unicodedata
from dataclasses import dataclass, field
from random import Random

from app.db import db
from app.domain.demonstration.accounts import ACCOUNTS
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.names import Names
from app.domain.demonstration.plans import Door, Plan
from app.models import Person, Responsibility, Room, Site, User

FIRST_STUDENT, FIRST_EMPLOYEE = 1_047_300, 62_100


@dataclass
class Roster:
    """The people of a site, students by their homeroom, keepers by the room they answer for."""

    students: dict[str, list[Person]] = field(default_factory=dict)
    keepers: dict[str, Person] = field(default_factory=dict)
    staff: list[Person] = field(default_factory=list)


class Registry:
    """Enters people, and gives each a number, a badge and an address of their own."""

    def __init__(self, calendar: Calendar, chance: Random) -> None:
        self._calendar = calendar
        self._names = Names(chance)
        self._numbers = {"student": FIRST_STUDENT, "staff": FIRST_EMPLOYEE}
        self._addresses: set[str] = set()

    def enrol(self, plan: Plan, site: Site, rooms: dict[str, Room], users: dict[str, User]) -> Roster:
        """Everybody of one site."""
        roster = Roster()
        known: dict[str, Person] = {}
        for door in plan.doors:
            room = rooms[door.code]
            roster.keepers[door.code] = self._keeper(door, site, room, users, known)
            roster.students[door.code] = [self._student(site, room) for _ in range(door.students)]
        more = [self._person(site, "staff", rooms[self._office(plan)]) for _ in range(plan.more_staff)]
        roster.staff = [*dict.fromkeys(roster.keepers.values()), *more]
        db.session.flush()
        began_at = self._calendar.at(self._calendar.first_day())
        db.session.add_all(
            Responsibility(room_id=rooms[code].id, person_id=keeper.id, began_at=began_at)
            for code, keeper in roster.keepers.items()
        )
        db.session.flush()
        return roster

    def _keeper(
        self, door: Door, site: Site, room: Room, users: dict[str, User], known: dict[str, Person]
    ) -> Person:
        if not door.keeper:
            return self._person(site, "staff", room)
        if door.keeper not in known:
            given, _, family = ACCOUNTS[door.keeper].name.partition(" ")
            known[door.keeper] = self._person(site, "staff", room, (given, family))
            users[door.keeper].person = known[door.keeper]
        return known[door.keeper]

    def _student(self, site: Site, homeroom: Room) -> Person:
        return self._person(site, "student", homeroom)

    def _person(self, site: Site, kind: str, room: Room, name: tuple[str, str] | None = None) -> Person:
        given, family = name or self._names.draw()
        self._numbers[kind] += 7
        number = str(self._numbers[kind])
        person = Person(site=site, kind=kind, given_name=given, family_name=family, homeroom=room)
        person.external_id = number if kind == "student" else f"E{number}"
        person.badge = number
        person.email = self._address(
            given, family, "students.demo.test" if kind == "student" else "demo.test"
        )
        db.session.add(person)
        return person

    def _address(self, given: str, family: str, host: str) -> str:
        plain = unicodedata.normalize("NFKD", f"{given}.{family}").encode("ascii", "ignore").decode().lower()
        number = 1
        while (address := f"{plain}{number if number > 1 else ''}@{host}") in self._addresses:
            number += 1
        self._addresses.add(address)
        return address

    def _office(self, plan: Plan) -> str:
        return next(door.code for door in plan.doors if door.kind == "office")
