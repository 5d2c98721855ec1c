"""Reporting an asset lost, stolen, damaged or vandalised, and finding again what was gone. Policy: LOSS-1."""

from app.domain.losses.finding import SeenBeforeReport, close_found, find, open_again, reported_at
from app.domain.losses.listing import WantedLosses, losses_of, losses_wanted, next_page
from app.domain.losses.reporting import (
    HARMS,
    LOSSES,
    NUMBERS,
    REPORTS,
    keep_report,
    keep_reported,
    report,
)
from app.domain.losses.telling import TELLABLE, tell, wants_school_police

__all__ = [
    "HARMS", "LOSSES", "NUMBERS", "REPORTS", "TELLABLE", "SeenBeforeReport", "WantedLosses", "close_found",
    "find", "keep_report", "keep_reported", "losses_of", "losses_wanted", "next_page", "open_again", "report",
    "reported_at", "tell", "wants_school_police",
]  # fmt: skip
