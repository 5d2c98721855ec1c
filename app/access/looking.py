"""Which students an answer names: noted here as their names are read, for the access log. Policy: ORG-8.

A page need not think of it: whatever template reads the name of a student has it noted. What is written in Python (a
file, a paper) says names through `name_of`.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import current_app, g, has_request_context, request
from flask.templating import Environment

from app.access.guard import asking
from app.domain.access import SHOWS_STUDENTS, Scope
from app.domain.looks import Asked
from app.models import DeviceRecord, Person

NAMES = frozenset({"name", "given_name", "family_name", "listed_name", "initials", "email"})


@dataclass
class Shown:
    """The students whom one answer names, by their site; it grows while the answer is written."""

    students: dict[int, set[int]] = field(default_factory=dict)

    def add(self, person_id: int, site_id: int) -> None:
        self.students.setdefault(site_id, set()).add(person_id)


class NotingEnvironment(Environment):
    """Templates as ever, but for the names of students: whoever's is read was shown."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute in NAMES and isinstance(obj, Person):
            note(obj)
        try:  # as it nearly always goes: a page reads a thousand attributes
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


def name_of(person: Person | None, within: Scope) -> str | None:
    """The name of somebody whose site is within a scope, and noted that it was told; nothing of anybody else."""
    if person is None or not within.holds(person.site_id):
        return None
    note(person)
    return person.name


def accounts_of(record: DeviceRecord, within: Scope) -> list[str]:
    """Whom a management saw at a device lately, of the people whose names may be told."""
    return [user.account for user in record.users if _may_be_told(user.person, record, within)]


def user_of(record: DeviceRecord, within: Scope) -> str | None:
    """Whom a management says a device is with, by name where the roster knows them."""
    if not _may_be_told(record.person, record, within):
        return None
    return record.person.name if record.person else record.last_user or record.assigned_user


def assigned_to(record: DeviceRecord, within: Scope) -> str | None:
    """Whose account a management has assigned a device to."""
    return record.assigned_user if _may_be_told(record.person, record, within) else None


def note(person: Person) -> None:
    """This person is named. Staff are not what the log is about."""
    if person.kind == "student" and (kept := shown()) is not None:
        kept.add(person.id, person.site_id)


def shown() -> Shown | None:
    """Whom the answer to somebody who signed in names so far; None where nobody asks."""
    if not has_request_context() or asking() is None:
        return None
    if "shown" not in g:
        g.shown = Shown()
    kept: Shown = g.shown
    return kept


def asked() -> Asked:
    """Who asks, for what, and from where: what the access log says of an answer."""
    visitor = asking()
    if visitor is None:
        raise RuntimeError("nobody asks")
    kind = SHOWS_STUDENTS.get(request.endpoint or "", "page")
    if kind == "list" and request.args.get("q", "").strip():
        kind = "search"
    handset = request.cookies.get(phone_cookie(), type=UUID)
    return Asked(visitor.user.id, visitor.sign_in.id, kind, request.remote_addr, handset)


def phone_cookie() -> str:
    """By which cookie a phone is known again."""
    return "__Host-rollcall-phone" if current_app.config["SESSION_COOKIE_SECURE"] else "rollcall-phone"


def _may_be_told(person: Person | None, record: DeviceRecord, within: Scope) -> bool:
    """Whoever the roster knows is told at their own site; anybody else where the device is now."""
    if person is None:
        return within.holds(record.asset.site_id if record.asset else record.site_id)
    if told := within.holds(person.site_id):
        note(person)
    return told
