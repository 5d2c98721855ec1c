"""Counting a room: open, sight, undo, explain, finish, and what is left is settled. Policy: CERT-2."""

from app.domain.audits.difference import Difference, difference, nothing_yet
from app.domain.audits.expecting import expected_in, expected_rows
from app.domain.audits.finishing import finish, make_difference_again
from app.domain.audits.opening import NotThisRoom, audit_named, join_or_open
from app.domain.audits.sighting import Count, Sight, explain, sight, undo
from app.domain.audits.walking import RoomProgress, rooms_of

__all__ = [
    "Count", "Difference", "NotThisRoom", "RoomProgress", "Sight", "audit_named", "difference", "expected_in",
    "expected_rows", "explain", "finish", "join_or_open", "make_difference_again", "nothing_yet", "rooms_of", "sight", "undo",
]  # fmt: skip
