"""Every morning: what is due is made into reminders, and each goes out by e-mail in its reader's language."""

import logging
from datetime import datetime
from email.message import EmailMessage

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.exc import IntegrityError

from app import clock, mail
from app.db import begin_writing, db
from app.domain import reminders
from app.jobs import regularly, watching
from app.models import Reminder

MOST = 500

log = logging.getLogger(__name__)


@regularly(hour="6", minute="10")
def every_morning() -> None:
    """Make and send what is due."""
    remind()


def remind() -> tuple[int, int]:
    """Make what is due and send what was not sent; says how many of each. What cannot be sent is tried again."""
    watching.read_cycle()
    return _make(), _send()


def _make() -> int:
    begin_writing()
    try:
        made = reminders.make_due()
        db.session.commit()
    except IntegrityError:  # another process makes the same at this moment
        db.session.rollback()
        return 0
    return made


def _send() -> int:
    waiting = [(one.id, one.tried_at, _message(one)) for one in reminders.unsent(MOST)]
    db.session.rollback()
    if not waiting:
        return 0
    gone = 0
    try:
        with mail.post() as post:
            for key, tried_at, message in waiting:
                gone += _take(key, tried_at) and _leave(post, key, message)
    except mail.MailRefused:
        log.exception("the mail server cannot be reached")
    return gone


def _take(key: int, tried_at: datetime | None) -> bool:
    begin_writing()
    taken = reminders.take(key, tried_at, clock.now())
    db.session.commit()
    return taken


def _leave(post: mail.Post, key: int, message: EmailMessage) -> bool:
    """Sent first and noted then: a server that stops in between sends it twice rather than never."""
    try:
        post.send(message)
        trouble = None
    except mail.MailRefused as refused:
        trouble = str(refused)
    begin_writing()
    reminder = db.session.get_one(Reminder, key)
    if trouble is None:
        reminders.sent(reminder, clock.now())
    else:
        reminders.not_sent(reminder, trouble, clock.now())
    db.session.commit()
    return trouble is None


def _message(reminder: Reminder) -> EmailMessage:
    with force_locale(reminder.user.language or current_app.config["BABEL_DEFAULT_LOCALE"]):
        # Without what a page has around it: nobody asks here.
        told = current_app.jinja_env.get_template(f"reminders/{reminder.kind}.txt").render(
            reminder=reminder,
            facts=reminder.facts,
            address=current_app.config["ROLLCALL_ADDRESS"],
            district=current_app.config["ROLLCALL_DISTRICT"],
        )
    subject, _, text = told.strip().partition("\n")
    return mail.written(reminder.user.email, subject, text.strip() + "\n")
