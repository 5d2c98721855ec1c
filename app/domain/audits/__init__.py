"""Counting a room: open, sight, undo, explain, finish, and what is left is settled. Policy: CERT-2."""

from app.domain.audits.counting import Count, counts_of
from app.domain.audits.difference import Difference, difference, nothing_yet
from app.domain.audits.expecting import codes_of_two, expected_by_room, expected_in, expected_rows
from app.domain.audits.explaining import explain, may_be_a_students, reasons_for
from app.domain.audits.finishing import finish, make_difference_again
from app.domain.audits.judging import Reading, Sight
from app.domain.audits.opening import NotThisRoom, audit_named, hold_rooms, join_or_open
from app.domain.audits.settling import held_open
from app.domain.audits.sighting import sight, sight_all
from app.domain.audits.surveying import SiteProgress, progress_of
from app.domain.audits.underway import Underway, underway_in
from app.domain.audits.undoing import undo
from app.domain.audits.waiting import wait_for
from app.domain.audits.walking import RoomProgress, next_room, rooms_of

__all__ = [
    "Count", "Difference", "NotThisRoom", "Reading", "RoomProgress", "Sight", "SiteProgress", "Underway",
    "audit_named", "codes_of_two", "counts_of", "difference", "expected_by_room", "expected_in",
    "expected_rows", "explain", "finish", "held_open", "hold_rooms", "join_or_open", "make_difference_again",
    "may_be_a_students", "next_room", "nothing_yet", "progress_of", "reasons_for", "rooms_of", "sight",
    "sight_all", "underway_in", "undo", "wait_for",
]  # fmt: skip
