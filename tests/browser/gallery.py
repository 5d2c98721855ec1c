"""Every part of the look on a few pages that only tests and pictures see, under the product's own headers."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path
from threading import Thread
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, Response, get_template_attribute, render_template, request
from werkzeug.serving import make_server

from app import static_files
from app.headers import ALWAYS
from app.routes.words.parted import parted

APP = Path(__file__).resolve().parents[2] / "app"
WORDS = Path(__file__).with_name("gallery_words")
PAGES = ("rooms", "count", "asset", "devices", "people", "import", "more", "sign_in", "trouble", "parts")
EMPTY_PAGES = ("rooms", "devices", "sign_in")
PLACES = (
    ("rooms", "door-open"),
    ("scan", "scan-line"),
    ("people", "users"),
    ("attention", "bell"),
    ("more", "ellipsis"),
)


def create_gallery(language: str = "en") -> Flask:
    gallery = Flask("gallery", template_folder=str(APP / "templates"), static_folder=str(APP / "static"))
    gallery.jinja_env.add_extension("jinja2.ext.i18n")
    gallery.jinja_env.install_gettext_translations(spoken(language), newstyle=True)  # type: ignore[attr-defined]
    gallery.jinja_env.globals |= {"idle_minutes": lambda: 30, "district_zone": lambda: "America/Los_Angeles"}
    gallery.jinja_env.filters["parted"] = parted
    # Pages name routes of the product, which is not here.
    gallery.url_build_error_handlers.append(lambda _error, endpoint, _values: f"/product/{endpoint}")
    static_files.serve(gallery)
    words = {"en": said("english"), "es": said("english") | said("spanish")}[language]

    @gallery.get("/<page>")
    def show(page: str) -> str:
        return render_template(
            f"gallery/{page}.html",
            w=words | {"events": events(words)},
            full="empty" not in request.args,
            **frame(words, page, language),
        )

    @gallery.get("/product/<endpoint>")
    def of_the_product(endpoint: str) -> dict[str, str]:
        return {"name": endpoint}

    @gallery.get("/sw.js")
    def worker() -> Response:
        return Response("", mimetype="text/javascript")

    @gallery.get("/broken")
    def broken() -> tuple[str, int]:
        return "<p data-says>The register is being moved. Come back at four.</p>", 503

    @gallery.after_request
    def dress(response: Response) -> Response:
        response.headers.update(ALWAYS)
        return response

    return gallery


def events(words: dict[str, Any]) -> list[dict[str, Any]]:
    """The story of a device, its dates drawn as the product draws them."""
    dated = get_template_attribute("parts/dated.html", "dated")
    return [one | {"when": dated(one["iso"], one["exact"], one["when"])} for one in words["events"]]


def frame(words: dict[str, Any], page: str, language: str) -> dict[str, Any]:
    """What the product gives every page."""
    nav = [
        {
            "word": word,
            "label": label,
            "href": "#",
            "icon": icon,
            "current": word == ("people" if page == "people" else "more" if page == "more" else "rooms"),
            "badge": 3 if word == "attention" else None,
        }
        for (word, icon), label in zip(PLACES, words["nav"], strict=True)
    ]
    person = {"uuid": "01a20000-0000-7000-8000-000000000000", "name": "Ana Rivera", "initials": "A.R."}
    who = {"name": "Ana Rivera", "line": words["who_line"], "href": "#"} | {
        "person": person | {"site": "8217", "lang": language}
    }
    return {"lang": language, "nav": nav, "who": who, "home": "#"}


def said(language: str) -> dict[str, Any]:
    """One school's afternoon, in English or in long Spanish."""
    words: dict[str, Any] = json.loads((WORDS / f"{language}.json").read_text(encoding="utf-8"))
    return words


def spoken(language: str) -> NullTranslations:
    """The product's translations, straight from what the translators wrote."""
    written = APP / "translations" / language / "LC_MESSAGES" / "messages.po"
    if not written.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with written.open("rb") as po:
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return Translations(compiled)


@contextmanager
def served(language: str) -> Iterator[str]:
    """The gallery at an address of this machine, for as long as the block lasts."""
    server = make_server("127.0.0.1", 0, create_gallery(language), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
