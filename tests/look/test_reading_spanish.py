"""Whoever chose Spanish reads Spanish: on every page, full and empty, in titles, in templates and in refusals."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import String, select

from app.db import db
from app.models import Asset, Event, Room, Site
from tests.browser.pages import DEMO_PASSWORD, empty_district, full_district
from tests.browser.places import OUTSIDE, Page
from tests.district import Visitor
from tests.look import words_seen

SPANISH = {"Accept-Language": "es-US,es;q=0.9,en;q=0.5"}
ENGLISH = {"Accept-Language": "en"}
# Between them they see every page, and every page's shorter form.
READERS = ("idm", "teacher", "principal", "its", "auditor")


@pytest.fixture(scope="module")
def sentences() -> list[words_seen.Sentence]:
    return words_seen.sentences()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, list[Page]]]:
    app, pages = full_district(tmp_path_factory.mktemp("full"))
    yield app, pages
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, list[Page]]]:
    app, pages = empty_district(tmp_path_factory.mktemp("empty"))
    yield app, pages
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("role", READERS)
def test_no_page_of_a_full_district_is_left_in_english(
    full: tuple[Flask, list[Page]], sentences: list[words_seen.Sentence], role: str
) -> None:
    app, pages = full
    assert _english(app, pages, role, sentences) == {}


def test_no_page_of_a_school_on_its_first_day_is_left_in_english(
    empty: tuple[Flask, list[Page]], sentences: list[words_seen.Sentence]
) -> None:
    app, pages = empty
    assert _english(app, pages, "idm", sentences) == {}


def test_no_page_outside_is_left_in_english(
    full: tuple[Flask, list[Page]], sentences: list[words_seen.Sentence]
) -> None:
    app, _ = full
    assert _english(app, OUTSIDE, None, sentences) == {}


def test_refusals_are_spanish(full: tuple[Flask, list[Page]], sentences: list[words_seen.Sentence]) -> None:
    """Wrong words at the door, a tag that is taken, a room that exists, nothing to print, not one's to do."""
    app, pages = full
    outside = Visitor(app.test_client())
    refused = [
        outside.post("/sign-in", data={"email": "idm@demo.test", "password": "no"}, headers=SPANISH).text
    ]
    idm, teacher = (_signed_in(app, role) for role in ("idm", "teacher"))
    device = next(page.path for page in pages if page.name == "device-lost")
    with app.app_context():
        taken = db.session.scalars(select(Asset.tag).where(Asset.tag.is_not(None)).limit(1)).one()
        room = db.session.scalars(select(Room.code).join(Site).where(Site.code == "8217").limit(1)).one()
    refused += [
        idm.post(path, data=data, headers=SPANISH).text
        for path, data in (
            (f"{device}/tag", {"tag": taken}),
            ("/rooms", {"code": room, "name": "", "kind": "lab"}),
            ("/assets", {"tag": "N900"}),
            ("/labels.pdf", {"what": "tags", "tags": "NONE", "sheet": "avery-5160"}),
            ("/imports", {}),
        )
    ]
    refused.append(teacher.get("/labels", headers=SPANISH).text)
    data = _data(app)
    read = [words_seen.Page(text) for text in refused]
    assert [page.language for page in read] == ["es"] * len(read)
    assert [list(words_seen.english_in(page, sentences, data)) for page in read] == [[]] * len(read)


def test_what_a_phone_is_told_is_spanish(full: tuple[Flask, list[Page]]) -> None:
    app, _ = full
    answer = Visitor(app.test_client()).get("/scan", headers=SPANISH | {"Accept": "application/json"})
    assert answer.json == {
        "error": "Unauthorized",
        "message": "Inicie sesión de nuevo para continuar. Lo que tenía se conserva en este navegador.",
    }


def test_english_would_be_noticed(
    full: tuple[Flask, list[Page]], sentences: list[words_seen.Sentence]
) -> None:
    app, pages = full
    idm, data = _signed_in(app, "idm"), _data(app)
    unnoticed = []
    for page in pages:
        read = words_seen.Page(idm.get(page.path, headers=ENGLISH).text)
        if len(list(words_seen.english_in(read, sentences, data))) < 2:
            unnoticed.append(page.name)
    assert unnoticed == []


def _english(
    app: Flask, pages: list[Page], role: str | None, sentences: list[words_seen.Sentence]
) -> dict[str, list[tuple[str, str]]]:
    """What is left in English, page by page; a page in the wrong language or without a title counts as left."""
    visitor, data = _signed_in(app, role), _data(app)
    left = {}
    for page in pages:
        read = words_seen.Page(visitor.get(page.path, headers=SPANISH, follow_redirects=True).text)
        found = list(words_seen.english_in(read, sentences, data))
        if read.language != "es" or not read.title.endswith(" · Rollcall"):
            found.append((read.language, read.title))
        if found:
            left[page.name] = found
    return left


def _signed_in(app: Flask, role: str | None) -> Visitor:
    visitor = Visitor(app.test_client())
    if role is not None:
        visitor.sign_in(f"{role}@demo.test", DEMO_PASSWORD)
    return visitor


def _data(app: Flask) -> set[str]:
    """What the register holds is in the language of those who wrote it: every text of every table."""
    with app.app_context():
        columns = [
            column
            for table in db.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, String)
        ]
        data = {
            value for column in columns for value in db.session.scalars(select(column).distinct()) if value
        }
        notes = db.session.scalars(select(Event.details))
        return data | {str(value) for details in notes for value in details.values()}
