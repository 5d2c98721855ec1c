"""What a register of devices needs of each row of a bundle."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class OrgRow(NamedTuple):
    sourced_id: str
    gone: bool
    name: str
    type: str
    identifier: str
    parent: str


class UserRow(NamedTuple):
    sourced_id: str
    gone: bool
    orgs: tuple[str, ...]
    role: str
    given_name: str
    family_name: str
    identifier: str
    email: str
    phone: str
    agents: tuple[str, ...]
    grade: str
    programme: str


class RoleRow(NamedTuple):
    sourced_id: str
    gone: bool
    user: str
    primary: bool
    role: str
    org: str
    ended_on: date | None


class ClassRow(NamedTuple):
    sourced_id: str
    gone: bool
    title: str
    code: str
    homeroom: bool
    location: str
    org: str


class EnrollmentRow(NamedTuple):
    sourced_id: str
    gone: bool
    class_id: str
    user: str
    role: str
    began_on: date | None
    ended_on: date | None
