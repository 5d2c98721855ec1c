"""What an operation's payload says, taken with care: a phone of last year, or of nobody's, may send anything."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.db import db
from app.domain.codes import candidates
from app.domain.offline.batch import Batch
from app.domain.offline.envelope import Operation, uuid_in
from app.domain.offline.kinds.refusals import BadPayload, NoSuchThing, NotPermitted, NotYoursToBring
from app.models import Asset, Person

MOST_CODE = 512
MOST_WORDS = 2000
MOST_THINGS = 20
# Half a character of a torn code, or a zero byte: no database keeps them as text.
UNKEEPABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def require(operation: Operation, batch: Batch, site_id: int) -> None:
    """Raises NotPermitted where the person may not do this kind of thing at the site, else NotYoursToBring where
    whoever adopts it may not.
    """
    batch.sites[operation.op_id] = site_id
    if not batch.may(operation.kind, site_id):
        raise NotPermitted(kind=operation.kind)
    if not batch.may_be_brought(operation.kind, site_id):
        raise NotYoursToBring(kind=operation.kind)


def asset_of(operation: Operation, batch: Batch, name: str = "code") -> Asset:
    """The one device that a code means to this person; of twins, the one that the phone names besides.

    Without a code it is the one that the phone names. Raises BadPayload, NoSuchThing, NotPermitted.
    """
    chosen = optional_uuid(operation.payload, "asset")
    if chosen and name == "code" and operation.payload.get(name) is None:
        meant = [asset for asset in [batch.assets.get(chosen)] if asset is not None]
    else:
        meant = batch.bearing(code_in(operation.payload, name))
    permitted = [asset for asset in meant if batch.may(operation.kind, asset.site_id)]
    permitted = permitted or [asset for asset in meant if batch.reaches(asset.site_id)]
    if not permitted:
        raise NoSuchThing(what=name)
    if len(permitted) > 1:
        permitted = [asset for asset in permitted if asset.uuid == chosen]
    if len(permitted) != 1:
        raise BadPayload(what="several")
    require(operation, batch, permitted[0].site_id)
    return permitted[0]


def person_of(payload: dict[str, Any], site_id: int) -> Person:
    """Who a badge or an id means among the people of a site who have not left. Raises BadPayload, NoSuchThing."""
    told = code_in(payload, "person")
    people = select(Person).where(Person.site_id == site_id, Person.left_at.is_(None))
    uuid = uuid_in(payload, "person")
    badges = {candidate.value for candidate in candidates(told) if candidate.kind == "badge"}
    found = db.session.scalars(people.where(Person.uuid == uuid if uuid else Person.badge.in_(badges))).all()
    if len(found) != 1:
        raise BadPayload(what="several") if found else NoSuchThing(what="person")
    return found[0]


def words_in(payload: dict[str, Any], name: str) -> str:
    """What somebody wrote, if anything. Raises BadPayload."""
    told = payload.get(name)
    if told is not None and (not isinstance(told, str) or len(told) > MOST_WORDS):
        raise BadPayload(what=name)
    return kept(told or "").strip()


def day_in(payload: dict[str, Any], name: str) -> date | None:
    """A day that is not in the future, if any. Raises BadPayload."""
    told = payload.get(name)
    if told is None:
        return None
    try:
        day = date.fromisoformat(told)
    except (TypeError, ValueError):
        raise BadPayload(what=name) from None
    if day > clock.day() + timedelta(days=1):  # the phone's own calendar may be ahead
        raise BadPayload(what=name)
    return day


def things_in(payload: dict[str, Any], name: str) -> list[str]:
    """A short list of words, if any. Raises BadPayload."""
    told = payload.get(name)
    if told is None:
        return []
    if not isinstance(told, list) or len(told) > MOST_THINGS:
        raise BadPayload(what=name)
    return [words_in({name: one}, name) for one in told]


def code_in(payload: dict[str, Any], name: str = "code") -> str:
    """A code that was read. Raises BadPayload."""
    code = payload.get(name)
    if not isinstance(code, str) or not code.strip() or len(code) > MOST_CODE:
        raise BadPayload(what=name)
    return code


def uuid_of(payload: dict[str, Any], name: str) -> UUID:
    """The uuid that must be there. Raises BadPayload."""
    found = uuid_in(payload, name)
    if found is None:
        raise BadPayload(what=name)
    return found


def optional_uuid(payload: dict[str, Any], name: str) -> UUID | None:
    """The uuid that may be left out, but not be anything else. Raises BadPayload."""
    return None if payload.get(name) is None else uuid_of(payload, name)


def kept(text: str) -> str:
    """The text as a database can keep it."""
    return text.translate(UNKEEPABLE)
