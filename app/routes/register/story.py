"""An asset's events told as a story, newest first."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext

from app import access
from app.domain.access import Scope
from app.domain.register.story import adopters_of
from app.models import Event, Person, Room
from app.routes.words import ACTIONS, dated

ICONS = {
    "registered": "plus",
    "sighted": "eye",
    "moved": "map-pin",
    "salvage_moved": "map-pin",
    "loaded": "shopping-cart",
    "cart_checked_out": "user-round",
    "cart_checked_in": "undo-2",
    "checked_out": "user-round",
    "checked_in": "undo-2",
    "checkout_undone": "undo-2",
    "checkin_undone": "undo-2",
    "reported_lost": "circle-question-mark",
    "reported_stolen": "triangle-alert",
    "reported_damaged": "wrench",
    "reported_vandalised": "triangle-alert",
    "found": "star",
    "corrected": "pencil",
    "retagged": "tag",
    "identified": "tags",
    "code_released": "tags",
    "merged": "tags",
    "sent_to_repair": "wrench",
    "sent": "truck",
    "accepted": "truck",
    "refused": "undo-2",
    "recalled": "undo-2",
    "loss_told": "pencil",
}
TONES = {"found": "found", "reported_lost": "stop", "reported_stolen": "stop", "checked_out": "held"}

# Which detail of an event says more than its note.
TELLING = {
    "identified": "code",
    "code_released": "released",
    "merged": "into",
    "loaded": "cart",
    "sighted": "cart",
}


def told_story(events: Sequence[Event], *, names: Scope, own: Scope) -> list[dict[str, Any]]:
    """What each event says to a reader; a person's name within `names` alone, what was written within `own` alone.

    What happened while a device was at another school is told with the day and that school: who had it there, and what
    was noted of them, stays there. Policy: ORG-8.
    """
    adopters = adopters_of(events)
    return [_told(event, adopters, names=names, own=own) for event in events]


def _told(event: Event, adopters: dict[str, str], *, names: Scope, own: Scope) -> dict[str, Any]:
    elsewhere = not own.holds(event.site_id)
    return {
        "what": ACTIONS.get(event.action, event.action),
        "when": dated(event.happened_at),
        "who": event.site.name
        if elsewhere
        else _who(event, adopters.get(str(event.details.get("adopted_by")))),
        "line": None if elsewhere else _line(event, names=names),
        "icon_name": ICONS.get(event.action),
        "tone": TONES.get(event.action),
    }


def _line(event: Event, *, names: Scope) -> str | None:
    if event.person is not None:
        along = [str(name) for name in event.details.get("accessories") or ()]
        given = gettext("with %(names)s", names=", ".join(along)) if along else None
        return " · ".join(filter(None, [_called(event.person, names=names), given, _instead(event.details)]))
    told = _detail(event)
    return told or (_place(event.room, event.site_id) if event.room else None)


def _instead(details: dict[str, Any]) -> str | None:
    """What was given in place of a device, or in whose place it was given."""
    if new := details.get("replaced_by"):
        return gettext("replaced by %(asset)s", asset=new)
    old = details.get("replaces")
    return gettext("in place of %(asset)s", asset=old) if old else None


def _who(event: Event, adopter: str | None) -> str:
    """Who did it; of another school that saw it, the school alone is told."""
    if event.room is not None and event.room.site_id != event.site_id:
        return event.room.site.name
    if event.actor and adopter:
        return gettext("%(name)s, brought by %(adopter)s", name=event.actor.name, adopter=adopter)
    if event.actor and event.details.get("answers"):
        return gettext("%(name)s, who answers for it", name=event.actor.name)
    return event.actor.name if event.actor else gettext("The command line")


def _place(room: Room, site_id: int) -> str:
    return room.name if room.site_id == site_id else room.site.name


def _called(person: Person, *, names: Scope) -> str:
    unnamed = gettext("A student") if person.kind == "student" else gettext("A member of staff")
    return access.name_of(person, names) or unnamed


def _between_sites(event: Event) -> str | None:
    details = event.details
    if event.action == "sent" and details.get("to"):
        return gettext("to %(site)s: %(why)s", site=details["to"], why=details.get("why") or "–")
    return gettext("from %(site)s", site=details["from"]) if details.get("from") else details.get("note")


def _detail(event: Event) -> str | None:
    details = event.details
    if event.action in ("moved", "salvage_moved") and event.room and details.get("from"):
        return gettext("%(start)s → %(end)s", start=details["from"], end=event.room.name)
    if event.action == "retagged":
        return gettext("before: %(tag)s", tag=details.get("former") or "–")
    if event.action == "corrected" and details.get("file"):
        return gettext("%(file)s, line %(line)s", file=details["file"], line=details.get("line"))
    if event.action in ("sent", "accepted"):
        return _between_sites(event)
    if details.get("cart") and details.get("slot"):
        return gettext("%(cart)s, slot %(slot)s", cart=details["cart"], slot=details["slot"])
    told = details.get(TELLING.get(event.action, "note"))
    return None if told is None else str(told)
