"""Which language a person reads: their own choice, else their browser's, else the district's."""

from flask import Flask, current_app, request, session
from flask_babel import Babel, get_locale

LANGUAGES = {"en": "English", "es": "Español"}


def speak(app: Flask) -> None:
    """Set the language and the time zone of every request."""
    Babel(app, locale_selector=chosen, timezone_selector=lambda: current_app.config["ROLLCALL_TIMEZONE"])


def chosen() -> str:
    """The language of this request."""
    asked = session.get("language")
    if asked in LANGUAGES:
        return str(asked)
    fallback: str = current_app.config["BABEL_DEFAULT_LOCALE"]
    return request.accept_languages.best_match(list(LANGUAGES), fallback) or fallback


def asked_for() -> str:
    """The language a paper is printed in: the one its address names, else the reader's."""
    named = request.args.get("lang", "")
    return named if named in LANGUAGES else str(get_locale())[:2]
