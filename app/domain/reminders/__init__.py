"""What people are reminded of: made once for each occasion, shown until it is read, sent by e-mail. Policy: CERT-4."""

from app.domain.reminders.due import make_due
from app.domain.reminders.keeping import not_sent, put_away, sent, take, unread, unread_of, unsent

__all__ = ["make_due", "not_sent", "put_away", "sent", "take", "unread", "unread_of", "unsent"]
