"""E-mail on its way out: by SMTP where the settings name a server, else into a folder that a page shows."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from flask import current_app

from app import clock

PATIENCE = 20


class MailRefused(Exception):
    """The message did not go out; it is kept and tried again."""


class Post(Protocol):
    """Somewhere messages can be left."""

    def send(self, message: EmailMessage) -> None: ...


class Folder:
    """The development inbox: a file for each message."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        (self._folder / f"{clock.now():%Y%m%dT%H%M%S%f}-{name}.eml").write_bytes(message.as_bytes())


class Server:
    """An SMTP server with which a connection is open."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def send(self, message: EmailMessage) -> None:
        try:
            self._server.send_message(message)
        except (smtplib.SMTPException, OSError) as trouble:
            raise MailRefused(str(trouble)) from trouble


@contextmanager
def post() -> Iterator[Post]:
    """Somewhere to leave messages, as the settings have it. Raises MailRefused where the server cannot be reached."""
    address = current_app.config["ROLLCALL_SMTP"]
    if not address:
        yield Folder(inbox())
        return
    try:
        server = _connected(address)
    except (smtplib.SMTPException, OSError, ValueError) as trouble:
        raise MailRefused(str(trouble)) from trouble
    try:
        yield Server(server)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def written(to: str, subject: str, text: str) -> EmailMessage:
    """A message to one person."""
    message = EmailMessage()
    message["From"] = current_app.config["ROLLCALL_MAIL_FROM"]
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain="rollcall.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def inbox() -> Path:
    """The folder of messages that no server takes."""
    return Path(current_app.config["ROLLCALL_FILES"]) / "inbox"


def _connected(address: str) -> smtplib.SMTP:
    """`smtp://user:password@host:587` turns to TLS before it says who it is; `smtps://` begins with it."""
    told = urlsplit(address)
    if told.scheme not in ("smtp", "smtps") or not told.hostname:
        raise ValueError("ROLLCALL_SMTP is no address of a mail server")
    context = ssl.create_default_context()
    if told.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            told.hostname, told.port or 465, timeout=PATIENCE, context=context
        )
    else:
        server = smtplib.SMTP(told.hostname, told.port or 587, timeout=PATIENCE)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif told.username:
            raise smtplib.SMTPException("the server offers no TLS, so no password is sent to it")
    if told.username:
        server.login(unquote(told.username), unquote(told.password or ""))
    return server
