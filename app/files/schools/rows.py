"""A site as a file describes it, and what became of its row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.files.tables import Refusal, Remark, Unreadable

Standing = Literal["open", "closed", "pending"]


class NotAListOfSites(Unreadable):
    reason = "not_a_list_of_sites"


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What a directory says of a site; None where it says nothing."""

    code: str
    name: str
    kind: str = "school"
    region: str | None = None
    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    phone: str | None = None
    grades: str | None = None
    enrolment: int | None = None
    opened_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow(SchoolFacts):
    """A site as the file describes it. A `pending` one has been announced and is not open yet; many say nothing."""

    standing: Standing | None = None


@dataclass(slots=True)
class SchoolRead:
    line: int
    school: SchoolRow | None = None
    remarks: list[Remark] = field(default_factory=list)
    refusal: Refusal | None = None
