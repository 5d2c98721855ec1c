"""What teachers and end users ask for, and the IDM carries out or declines with a word. Policy: ORG-10."""

from app.domain.requests.answering import NeedsPerson, NeedsRoom, NoReason, carry_out, decline, read, withdraw
from app.domain.requests.asking import (
    AlreadyWanted,
    NotToBeAsked,
    ask,
    asked_by,
    open_requests,
    open_requests_about,
    unread_answers,
)

__all__ = [
    "AlreadyWanted", "NeedsPerson", "NeedsRoom", "NoReason", "NotToBeAsked", "ask", "asked_by", "carry_out", "decline",
    "open_requests", "open_requests_about", "read", "unread_answers", "withdraw",
]  # fmt: skip
