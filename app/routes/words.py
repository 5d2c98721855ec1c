"""The words for what the domain says by name: refusals, actions, verdicts, reasons, dates."""

from datetime import date, datetime
from typing import Any

from flask_babel import (
    format_currency,
    format_date,
    format_decimal,
    format_time,
    get_timezone,
    gettext,
    lazy_gettext,
    ngettext,
)
from flask_babel.speaklater import LazyString

from app import clock
from app.clock import parse_instant
from app.domain.refusals import Refusal

_l = lazy_gettext

REFUSALS: dict[str, LazyString] = {
    "already_settled": _l("Somebody settled this a moment ago."),
    "already_checked_out": _l("%(asset)s is already checked out to somebody. Check it in first."),
    "another_person": _l("Another person made this on this phone; it is sent when they sign in."),
    "another_site": _l("%(room)s is at another site. Between sites a device is transferred, not moved."),
    "bad_hash": _l("This entry was damaged on its way."),
    "bad_upload": _l("%(words)s"),
    "bad_payload": _l("This entry lacks something the register needs."),
    "cart_loaded": _l("%(cart)s still holds devices (%(count)s) in its slots. Take them out first."),
    "changed_by_another": _l("%(asset)s was changed by somebody else meanwhile. Look at both and decide."),
    "changed_meanwhile": _l("%(asset)s was changed by somebody else at this moment. Try again."),
    "code_too_long": _l("“%(begin)s…” is too long for a code: %(most)s characters at most."),
    "duplicate_room": _l("This site already has a room %(code)s."),
    "import_busy": _l("This list is being brought in, or has been in part. Wait, or let it go on."),
    "import_done": _l("This list has been brought in already. Upload it again if it has changed."),
    "import_not_ready": _l("This list has to be looked through before it is brought in."),
    "managed_by_its": _l("%(asset)s is managed by ITS: only ITS moves it."),
    "newer_version": _l("This phone's app is newer than the server. It is kept and tried again later."),
    "no_word": _l("Say in a word why, so that it can be understood later."),
    "not_a_queue": _l("This file is not a queue that a phone saved."),
    "not_to_be_done_anew": _l("This cannot be done anew: nobody could read what it says."),
    "not_yours_to_adopt": _l("This queue is of nobody who works at your sites."),
    "not_yours_to_bring": _l(
        "Whoever brings this has no right to it at its site. The phone, or somebody who has it, may still bring it."
    ),
    "nothing_lost": _l("Nothing of this phone is missing."),
    "no_such_thing": _l("What this was about is not there, or not yours."),
    "not_a_cart": _l("%(asset)s has no slots to load."),
    "not_expected_here": _l("%(asset)s is not expected in %(room)s, so nothing has to be explained."),
    "not_from_this_state": _l("That cannot be done with a device in this state."),
    "not_permitted": _l("You have no right to do this at this site, or no longer."),
    "not_this_room": _l("That count belongs to %(room)s."),
    "our_fault": _l("Something went wrong on our side. It is kept on the phone and tried again."),
    "seen_before_report": _l("%(asset)s was reported gone after this happened, so it stays reported."),
    "seen_since": _l(
        "%(asset)s was seen again after that, so it is not reported gone. Look at both and decide."
    ),
    "reused": _l("This entry bears the name of another one that came before."),
    "room_closed": _l("%(room)s is closed. Open it again first."),
    "room_in_use": _l("%(room)s still holds devices (%(count)s). Move them first."),
    "still_held": _l("%(asset)s is checked out. Check it in before moving it."),
    "tag_taken": _l("The tag %(tag)s already belongs to another device."),
    "unfit_code": _l("Nothing of this code can be seen, so nobody could look it up. Type it again."),
    "unknown_kind": _l("The server does not know this kind of entry."),
    "unreadable": _l("This entry cannot be read."),
}

# The same, told with both sides, where the facts of the other side were kept.
BOTH_SIDES: dict[str, LazyString] = {
    "changed_by_another": _l(
        "Meanwhile %(by)s changed %(asset)s: %(did)s, %(when)s. It is now: %(now)s. Nothing was overwritten; decide."
    ),
    "seen_since": _l(
        "%(asset)s was seen after that: %(seen_in)s, %(seen)s. It is now: %(now)s. Nothing was changed; decide."
    ),
}

ACTIONS: dict[str, LazyString] = {
    "registered": _l("Registered"),
    "corrected": _l("Corrected"),
    "retagged": _l("Given a new tag"),
    "identified": _l("One more code"),
    "sighted": _l("Seen"),
    "sighting_undone": _l("Sighting taken back"),
    "moved": _l("Moved"),
    "salvage_moved": _l("Moved"),
    "loaded": _l("Put into a cart"),
    "checked_out": _l("Checked out"),
    "checked_in": _l("Checked in"),
    "returned_to_its": _l("Returned, awaiting ITS"),
    "sent_to_repair": _l("Sent to repair"),
    "mended": _l("Mended"),
    "sent": _l("Sent to another site"),
    "accepted": _l("Arrived"),
    "refused": _l("Refused on arrival"),
    "reported_lost": _l("Reported lost"),
    "reported_stolen": _l("Reported stolen"),
    "reported_damaged": _l("Reported damaged"),
    "reported_vandalised": _l("Reported vandalised"),
    "found": _l("Found"),
    "finding_undone": _l("Finding taken back"),
    "retired": _l("Retired"),
    "handed_to_its": _l("Handed to ITS"),
    "redeployed": _l("Back in stock"),
    "wiped": _l("Wiped"),
    "destroyed": _l("Disposed of"),
}

ABSENCE_REASONS: dict[str, LazyString] = {
    "student_absent": _l("The student is absent"),
    "at_home": _l("It is at home"),
    "with_repair": _l("It is with repair"),
    "other": _l("Another reason"),
}

DISCREPANCIES: dict[str, LazyString] = {
    "missing": _l("Missing"),
    "elsewhere": _l("Belongs elsewhere"),
    "unregistered": _l("Not in the register"),
    "wrong_holder": _l("Wrong holder"),
    "found": _l("Found"),
    "other_site": _l("Another school’s"),
    "duplicate_code": _l("Two devices, one code"),
    "conflicting_state": _l("State does not fit"),
    "no_place": _l("No place and no holder"),
}

SETTLED_BY: dict[str, LazyString] = {
    "missing": _l("Whatever is seen again, in any room, settles by itself."),
    "elsewhere": _l("Move it to where it was seen, or bring it back and count that room again."),
    "unregistered": _l("Register it, or add its code to the device that bears it."),
    "other_site": _l("Send it back to its school."),
    "duplicate_code": _l("Give one of the two another tag."),
    "no_place": _l("Place it in the room where it was seen."),
}

STATES: dict[str, LazyString] = {
    "received": _l("Received"),
    "in_stock": _l("In stock"),
    "checked_out": _l("Checked out"),
    "deployed": _l("Deployed"),
    "in_repair": _l("In repair"),
    "in_transit": _l("In transit"),
    "lost": _l("Lost"),
    "stolen": _l("Stolen"),
    "salvage": _l("Salvage"),
    "with_its": _l("With ITS"),
    "returned_to_its": _l("Returned to ITS"),
    "sanitized": _l("Wiped"),
    "disposed": _l("Disposed"),
}

ROLES: dict[str, LazyString] = {
    "its": _l("District ITS"),
    "region": _l("Region administrator"),
    "principal": _l("Principal"),
    "idm": _l("Inventory device manager"),
    "teacher": _l("Teacher"),
    "finance": _l("Front office"),
    "technician": _l("IT support technician"),
    "auditor": _l("Auditor"),
}

ROOM_KINDS: dict[str, LazyString] = {
    "classroom": _l("Classroom"),
    "lab": _l("Lab"),
    "library": _l("Library"),
    "office": _l("Office"),
    "storage": _l("Storage"),
    "other": _l("Other"),
}


def sentence(reason: str, facts: dict[str, Any]) -> str:
    """A refusal in the reader's language."""
    words = BOTH_SIDES.get(reason) if facts.get("action") else None
    words = words or REFUSALS.get(reason)
    if words is None:
        return gettext("That was refused.")
    try:
        return str(words) % (facts | _other_side(facts))
    except KeyError:
        return gettext("That was refused.")


def _other_side(facts: dict[str, Any]) -> dict[str, str]:
    """What a conflict's facts say of the other side, in words."""
    if "action" not in facts:
        return {}
    state = str(STATES.get(facts["state"], facts["state"]))
    return {
        "by": facts["by"] or gettext("somebody else"),
        "did": str(ACTIONS.get(facts["action"], facts["action"])),
        "when": exact(parse_instant(facts["at"])) if facts["at"] else "",
        "now": f"{state}, {facts['place']}" if facts["place"] else state,
        "seen": exact(parse_instant(facts["seen_at"])) if facts["seen_at"] else "",
        "seen_in": facts["seen_in"] or gettext("another place"),
    }


def explain(refusal: Refusal) -> str:
    """What a refusal says to the person who met it."""
    return sentence(refusal.reason, refusal.facts)


def day(moment: date | datetime) -> str:
    """A date as people say it: today, yesterday, 9 days ago, 14 Oct, 14 Oct 2025."""
    on = _local(moment)
    days = (_today() - on).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if 1 < days < 14:
        return ngettext("%(num)d day ago", "%(num)d days ago", days)
    pattern = "d MMM" if on.year == _today().year or 0 <= days < 180 else "d MMM y"
    return str(format_date(on, pattern))


def exact(moment: datetime) -> str:
    """A moment in full, for hover and print: 14 Oct 2026, 8:22 AM."""
    return f"{format_date(_local(moment), 'd MMM y')}, {format_time(moment, 'short')}"


def number(value: int) -> str:
    """A count as people write it: 1,243."""
    return str(format_decimal(value))


def money(dollars: float) -> str:
    """An amount of dollars."""
    return str(format_currency(dollars, "USD"))


def _local(moment: date | datetime) -> date:
    return moment.astimezone(get_timezone()).date() if isinstance(moment, datetime) else moment


def _today() -> date:
    return clock.now().astimezone(get_timezone()).date()
