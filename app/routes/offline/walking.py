"""What a phone takes along to walk rooms without a network: the worker, the manifest, and pages without a name."""

from pathlib import Path
from typing import Any

from flask import Response, current_app, jsonify, make_response, render_template, url_for
from flask_babel import get_locale, gettext

from app import static_files
from app.domain import policy
from app.models.audits import ABSENCE_REASONS
from app.routes.audits.drawing import unnamed
from app.routes.offline.blueprint import bp

# The same for everybody and every room, so that any phone may keep them: filled on the phone from what it carries.
SHELLS = ("here", "rooms", "count", "scan", "carts", "cart", "desk", "queue", "more")
LIGHT = "#faf8f4"


@bp.get("/offline")
def here() -> Response:
    """There is no signal here: what works all the same."""
    return _shell("offline")


@bp.get("/offline/rooms")
def rooms() -> Response:
    """The rooms of the site that the phone carries."""
    return _shell("rooms")


@bp.get("/offline/count")
def count() -> Response:
    """Counting a room of which the phone knows what belongs there."""
    return _shell(
        "count",
        count=unnamed(),
        carried=True,
        reasons=ABSENCE_REASONS,
        hours=policy.value("count_joins_within_hours"),
    )


@bp.get("/offline/scan")
def scan() -> Response:
    """What a code means, as far as the phone knows."""
    return _shell("scan")


@bp.get("/offline/carts")
def carts() -> Response:
    """The carts of the site that the phone carries."""
    return _shell("carts")


@bp.get("/offline/cart")
def cart() -> Response:
    """A cart and its slots, as the phone knows them."""
    return _shell("cart")


@bp.get("/offline/desk")
def desk() -> Response:
    """Checking out, checking in and replacing, as far as the phone knows what is scanned."""
    return _shell("desk")


@bp.get("/offline/queue")
def queue() -> Response:
    """What was done on this phone and waits to be sent."""
    return _shell("queue")


@bp.get("/offline/more")
def more() -> Response:
    """What works without a signal, how ready this phone is, and the way out."""
    return _shell("more")


@bp.get("/install")
def install() -> str:
    """How a phone gets Rollcall on its home screen."""
    return render_template("offline/install.html")


@bp.get("/sw.js")
def worker() -> Response:
    """The worker, by the names of this release: another release has other bytes, which a browser notices."""
    carried = {
        "release": _release(),
        "files": [url_for("static", filename=name) for name in _files()],
        "pages": [url_for(f"offline.{name}") for name in SHELLS],
    }
    answer = make_response(render_template("offline/sw.js", carried=carried))
    answer.content_type = "text/javascript; charset=utf-8"
    answer.cache_control.no_cache = True
    return answer


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """What the home screen shows of Rollcall, and how it opens."""
    answer = jsonify(
        id="/",
        name="Rollcall",
        short_name="Rollcall",
        description=gettext("Roll call for every device in the district."),
        lang=str(get_locale()),
        start_url=url_for("access.home"),
        scope="/",
        display="standalone",
        theme_color=LIGHT,
        background_color=LIGHT,
        icons=[
            _icon("icon-192.png", 192),
            _icon("icon-512.png", 512),
            _icon("icon-maskable-512.png", 512) | {"purpose": "maskable"},
        ],
        shortcuts=[
            {"name": gettext("Scan"), "url": url_for("scanning.scan"), "icons": [_icon("shortcut-scan.png", 96)]},
            {"name": gettext("Rooms"), "url": url_for("directory.rooms"), "icons": [_icon("shortcut-rooms.png", 96)]},
        ],
    )  # fmt: skip
    answer.content_type = "application/manifest+json"
    answer.cache_control.no_cache = True
    return answer


def _shell(name: str, **facts: Any) -> Response:
    """A page as it is without anybody signed in, whoever asks."""
    answer = make_response(render_template(f"offline/{name}.html", nav=_places(name), who=None, **facts))
    answer.content_language = str(get_locale())
    answer.headers["X-Rollcall-Release"] = _release()
    return answer


def _places(here: str) -> list[dict[str, Any]]:
    """The places that are there without a network."""
    places = (
        ("rooms", gettext("Rooms"), "directory.rooms", "door-open"),
        ("scan", gettext("Scan"), "scanning.scan", "scan-line"),
        ("queue", gettext("To send"), "offline.queue", "cloud-upload"),
        ("more", gettext("More"), "access.more", "ellipsis"),
    )
    return [
        {"word": word, "label": label, "href": url_for(endpoint), "icon": icon, "current": word == here}
        for word, label, endpoint, icon in places
    ]


def _release() -> str:
    return static_files.release_with_pages(Path(current_app.root_path))


def _files() -> list[str]:
    return static_files.carried(Path(str(current_app.static_folder)))


def _icon(name: str, size: int) -> dict[str, str]:
    src = url_for("static", filename=f"icons/{name}")
    return {"src": src, "sizes": f"{size}x{size}", "type": "image/png"}
