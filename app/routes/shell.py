"""What every page shares: the five places, who is signed in, the words."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.local import LocalProxy

from app import access, clock
from app.access import looking
from app.domain import custody, insight, policy
from app.domain.access import roles_of
from app.models import AssetModel, Room, User
from app.routes import words

# The five places under the thumb; between them, on a desk's rail alone, those that "More" holds on a phone.
PLACES = (
    ("rooms", "door-open", "directory.rooms", {"directory"}),
    ("scan", "scan-line", "scanning.scan", {"scanning"}),
    ("people", "users-round", "roster.people", {"roster"}),
    ("attention", "bell", "insight.attention", {"insight", "requests"}),
    ("devices", "laptop", "register.assets", {"register"}),
    ("counts", "list-checks", "audits.audits", {"audits"}),
    ("deliveries", "package", "receiving.deliveries", {"receiving"}),
    ("labels", "printer", "register.labels", set[str]()),
    ("imports", "upload", "importing.imports", {"importing"}),
    (
        "more",
        "ellipsis",
        "access.more",
        {
            "access",
            "accessories",
            "carts",
            "certification",
            "custody",
            "devices",
            "duties",
            "looks",
            "losses",
            "policy",
            "transfers",
        },
    ),
)
FURTHER = {"devices", "counts", "deliveries", "labels", "imports"}
# A page that is somewhere else than its blueprint says.
ELSEWHERE = {
    "audits.count": "rooms",
    "audits.difference": "rooms",
    "directory.calendar": "more",
    "directory.district_calendar": "more",
    "offline.adoption": "more",
    "offline.adoptions": "more",
    "offline.install": "more",
    "offline.own_queue": "more",
    "offline.phones": "more",
    "register.labels": "labels",
    "register.print_labels": "labels",
}


# What the domain names, in words that templates look up.
WORDS = (
    "ABSENCE_REASONS", "ACTIONS", "CERTIFICATION_STATES", "CERTIFICATION_STEPS", "CONDITIONS",
    "DISCREPANCIES", "MANAGED", "MANAGEMENTS", "REQUESTS", "ROLES", "ROOM_KINDS", "SETTLED_BY",
    "SLOTS", "SLOT_DIFFERENCES", "STATES",
)  # fmt: skip


def furnish(app: Flask) -> None:
    """Give templates the shell's context and the words for what the domain names."""
    app.context_processor(_shell)
    app.jinja_env.globals |= {
        "may": access.may,
        "district_zone": lambda: clock.zone().key,
        "accounts_of": looking.accounts_of,
        "assigned_to": looking.assigned_to,
        "user_of": looking.user_of,
        "conditions": custody.conditions,
        "idle_minutes": lambda: policy.value("session_idle_minutes"),
    } | {name: getattr(words, name) for name in WORDS}
    app.jinja_env.filters |= {
        "called": words.called,
        "day": words.dated,
        "day_off": words.day_off,
        "exact": words.timed(words.exact),
        "in_full": words.timed(words.day_in_full),
        "on_day": words.timed(words.on_day),
        "explained": words.explain,
        "fiscal_year": policy.fiscal_year_name,
        "money": words.money,
        "number": words.number,
        "parted": words.parted,
        "percent": words.percent,
        "plain_day": words.timed(words.plain_day),
        "span": words.span,
        "choices": _choices,
        "people_to_choose": _people_to_choose,
        "models_to_choose": _models_to_choose,
        "kinds_to_choose": lambda kinds: [(kind, words.called(kind)) for kind in kinds],
    }


def _choices(rooms: Iterable[Room]) -> list[tuple[str, str]]:
    """Rooms as the choices of a field."""
    return [(str(room.uuid), room.name) for room in rooms]


def _people_to_choose(users: Iterable[User]) -> list[tuple[str, str]]:
    """Accounts as the choices of a field."""
    return [(str(user.uuid), user.name) for user in users]


def _models_to_choose(models: Iterable[AssetModel]) -> list[tuple[str, str]]:
    """Models as the choices of a field, those of one name told apart by their number."""
    return [
        (str(model.uuid), f"{model} · {model.number}" if model.number else str(model)) for model in models
    ]


def _shell() -> dict[str, Any]:
    user = access.signed_in_or_none()
    always = {"lang": str(get_locale()), "home": url_for("access.home")}
    if user is None:
        return always | {"nav": [], "who": None, "many_sites": False}
    return always | {
        "nav": LocalProxy(lambda: _nav(user)),
        "who": _who(user),
        "many_sites": access.looks_after_many(),
    }


def _nav(user: User) -> list[dict[str, Any]]:
    labels = {
        "rooms": gettext("Rooms"),
        "scan": gettext("Scan"),
        "people": gettext("People"),
        "attention": gettext("Attention"),
        "devices": gettext("Devices"),
        "counts": gettext("Counts"),
        "deliveries": gettext("Deliveries"),
        "labels": gettext("Labels"),
        "imports": gettext("Imports"),
        "more": gettext("More"),
    }
    waiting, here = insight.waiting_for(user), _here()
    return [
        {
            "word": word,
            "label": labels[word],
            "href": url_for(endpoint),
            "icon": icon,
            "current": word == here,
            "further": word in FURTHER,
            "holds": word == "more" and here in FURTHER,
            "badge": waiting if word == "attention" else None,
        }
        for word, icon, endpoint, _ in PLACES
        if access.may(endpoint)
    ]


def _here() -> str | None:
    """The place the page is in."""
    known = ELSEWHERE.get(request.endpoint or "")
    return known or next((word for word, _, _, holds in PLACES if request.blueprint in holds), None)


def _who(user: User) -> dict[str, Any]:
    held = sorted(str(words.ROLES[role]) for role in roles_of(user))
    return {
        "name": user.name,
        "line": " · ".join(held),
        "href": url_for("access.more"),
        "person": _person(user),
    }


def _person(user: User) -> dict[str, str | None]:
    """Whom the phone remembers: staff alone, by their own name."""
    return {
        "uuid": str(user.uuid),
        "name": user.name,
        "initials": user.initials,
        "site": access.site_to_carry(),
        "lang": str(get_locale()),
    }
