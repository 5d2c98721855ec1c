"""Devices from one site to another: packed, sent, accepted or refused, and never out of sight. Policy: ORG-7."""

from app.domain.transfers.accepting import Arrival, accept_code, accept_rest, add_extra, extras_of, refuse
from app.domain.transfers.lines import (
    end_on_the_way,
    numbers_of,
    open_line_of,
    refuse_if_on_the_way,
)
from app.domain.transfers.packing import Packed, ask_its, pack, put_on, take_off, throw_away
from app.domain.transfers.rights import hindrance, may_send
from app.domain.transfers.sending import lines_on_the_way, recall, send
from app.domain.transfers.watching import (
    SHOWN,
    asked_of_its,
    came_along,
    coming,
    coming_in_time,
    coming_to,
    ended_elsewhere,
    overdue,
    overdue_before,
    seen_by,
    seen_elsewhere,
    transfers_wanted,
)

__all__ = [
    "SHOWN", "Arrival", "Packed", "accept_code", "accept_rest", "add_extra", "ask_its", "asked_of_its",
    "came_along", "coming", "coming_in_time", "coming_to", "end_on_the_way", "ended_elsewhere", "extras_of",
    "hindrance",
    "lines_on_the_way", "may_send", "numbers_of", "open_line_of", "overdue",
    "overdue_before", "pack", "put_on", "recall", "refuse", "refuse_if_on_the_way", "seen_by",
    "seen_elsewhere", "send", "take_off", "throw_away", "transfers_wanted",
]  # fmt: skip
