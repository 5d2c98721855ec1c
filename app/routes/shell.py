"""What every page shares: the five places, who is signed in, the words."""

from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_locale, gettext

from app import access
from app.domain import insight
from app.domain.access import roles_of
from app.models import User
from app.routes import words

PLACES = (
    ("rooms", "door-open", "directory.rooms", {"directory", "audits"}),
    ("scan", "scan-line", "scanning.scan", {"scanning"}),
    ("people", "users-round", "roster.people", {"roster"}),
    ("attention", "bell", "insight.attention", {"insight"}),
    ("more", "ellipsis", "access.more", {"access", "register", "importing"}),
)


def furnish(app: Flask) -> None:
    """Give templates the shell's context and the words for what the domain names."""
    app.context_processor(_shell)
    app.jinja_env.globals |= {
        "may": access.may,
        "ACTIONS": words.ACTIONS,
        "ABSENCE_REASONS": words.ABSENCE_REASONS,
        "DISCREPANCIES": words.DISCREPANCIES,
        "ROLES": words.ROLES,
        "ROOM_KINDS": words.ROOM_KINDS,
        "STATES": words.STATES,
    }
    app.jinja_env.filters |= {
        "day": words.day,
        "exact": words.exact,
        "money": words.money,
        "number": words.number,
        "zip_self": lambda items: [(item, item) for item in items],
    }


def _shell() -> dict[str, Any]:
    user = access.signed_in_or_none()
    told: dict[str, Any] = {"lang": str(get_locale()), "home": url_for("access.home"), "nav": [], "who": None}
    if user is None:
        return told
    return told | {"nav": _nav(user), "who": _who(user)}


def _nav(user: User) -> list[dict[str, Any]]:
    labels = {
        "rooms": gettext("Rooms"),
        "scan": gettext("Scan"),
        "people": gettext("People"),
        "attention": gettext("Attention"),
        "more": gettext("More"),
    }
    waiting = insight.waiting_for(user)
    return [
        {
            "word": word,
            "label": labels[word],
            "href": url_for(endpoint),
            "icon": icon,
            "current": request.blueprint in blueprints,
            "badge": waiting if word == "attention" else None,
        }
        for word, icon, endpoint, blueprints in PLACES
        if access.may(endpoint)
    ]


def _who(user: User) -> dict[str, str]:
    held = sorted(str(words.ROLES[role]) for role in roles_of(user))
    return {"name": user.name, "line": " · ".join(held), "href": url_for("access.more")}
