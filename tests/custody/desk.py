"""What a phone at the desk sends, and how the register stands after it."""

from typing import Any

from sqlalchemy import func, select

from app.db import db
from app.models import Checkout, Event, Person
from tests.district import District
from tests.phones import Phone, Sent, name_of

SAM = "700001"


def out(who: Phone, code: str, person: str = SAM, *, base: int | None = None, **more: Any) -> Sent:
    return who.makes("custody.check_out", {"code": code, "person": person} | more, base=base)


def back(who: Phone, code: str, *, base: int | None = None, **more: Any) -> Sent:
    return who.makes("custody.check_in", {"code": code} | more, base=base)


def instead(
    who: Phone, old: str, new: str, reason: str = "broken", *, base: int | None = None, **more: Any
) -> Sent:
    return who.makes("custody.replace", {"old": old, "new": new, "reason": reason} | more, base=base)


def report(who: Phone, code: str, kind: str, *, base: int | None = None, **more: Any) -> Sent:
    return who.makes("asset.report", {"code": code, "kind": kind} | more, base=base)


def undo(who: Phone, deed: Sent, code: str, **more: Any) -> Sent:
    return who.makes("custody.undo", {"operation": name_of(deed), "code": code} | more)


def condition(who: Phone, deed: Sent, code: str, word: Any) -> Sent:
    told = {"operation": name_of(deed), "code": code, "condition": word}
    return who.makes("custody.note_condition", told)


def open_checkouts(tag: str) -> int:
    query = select(func.count()).select_from(Checkout).join(Checkout.asset)
    return db.session.scalar(query.where(Checkout.ended_at.is_(None), Checkout.asset.has(tag=tag))) or 0


def last_event(tag: str) -> Event:
    events = select(Event).where(Event.asset.has(tag=tag)).order_by(Event.number.desc()).limit(1)
    return db.session.scalars(events).one()


def sam() -> Person:
    return db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()


def other_student(district: District) -> Person:
    found = db.session.scalar(select(Person).where(Person.family_name == "Oddly"))
    if found is None:
        site = district.site("8217")
        found = Person(
            site_id=site.id, kind="student", given_name="Otto", family_name="Oddly", badge="700002"
        )
        db.session.add(found)
        db.session.commit()
    return found
