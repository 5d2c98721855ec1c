"""A roster on the page: uploaded, looked through, then brought in with what fits or not at all."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from app.clock import now
from app.db import db
from app.models import Collection, Import, Person
from tests.conftest import Visits
from tests.district import District
from tests.phones import at_a_desk
from tests.syncing.conftest import Row, called, files_of, newest, owed, student, teacher, upload, zipped

SAM = student("Sam", number="s-1")
WHOLE: dict[str, list[Row]] = {
    "users": [SAM, student("Ana"), teacher("Tess")],
    "classes": [("H", "", "7A", "homeroom", "204", "M")],
    "enrollments": [("e1", "", "H", "u-Sam", "student", "", "")],
}
HALF: dict[str, list[Row]] = WHOLE | {"users": [*WHOLE["users"], student("Lost", "nowhere")]}


def test_a_roster_is_looked_through_and_brought_in(district: District, visit: Visits) -> None:
    """The preview counts what would change by kind; until it is brought in, nothing has."""
    ian = visit("ian")
    address = upload(ian, zipped(files_of(WHOLE)))
    told = ian.get(address).text
    for word in ("New students", "New staff", "New classes", "New enrollments", "Make 7 changes"):
        assert word in told
    assert not known("u-Ana")
    ian.post(f"{address}/run")
    run = newest()
    assert (run.state, run.accepted, run.changed, run.refused) == ("done", 7, 7, 0)
    assert called("Sam").homeroom == district.room("204")
    assert "7 of" not in ian.get(address).text
    assert "Nothing new" in ian.get(upload(ian, zipped(files_of(WHOLE)))).text


def test_the_files_of_a_folder_are_as_good_as_a_zip(district: District, visit: Visits) -> None:
    ian = visit("ian")
    files = [(io.BytesIO(content.encode()), f"fall/{name}.csv") for name, content in files_of(WHOLE).items()]
    answer = ian.post("/rosters", data={"file": files})
    assert answer.status_code == 303
    assert (newest().filename, newest().changed) == ("fall", 7)


def test_refused_rows_are_told_by_file_and_line_and_the_rest_is_taken(
    district: District, visit: Visits
) -> None:
    ian = visit("ian")
    address = upload(ian, zipped(files_of(HALF)))
    told = ian.get(address).text
    assert "users.csv, line 5" in told
    assert "refused and left out" in told
    assert "Yes, without the refused rows" in told
    assert "users.csv,5,refused" in ian.get(f"{address}/refused.csv").text
    ian.post(f"{address}/run", data={"how": "good"})
    assert (newest().state, newest().refused, known("u-Ana")) == ("done", 1, True)


def test_all_of_it_or_nothing_is_nothing_while_a_row_is_refused(district: District, visit: Visits) -> None:
    ian = visit("ian")
    address = upload(ian, zipped(files_of(HALF)))
    ian.post(f"{address}/run", data={"how": "whole"})
    assert newest().state == "stopped"
    assert "Nothing was changed" in ian.get(address).text
    assert not known("u-Ana")
    address = upload(ian, zipped(files_of(WHOLE)))
    ian.post(f"{address}/run", data={"how": "whole"})
    assert (newest().state, known("u-Ana")) == ("done", True)


def test_a_school_is_said_once(district: District, visit: Visits) -> None:
    """The roster calls Lincoln something else; the answer is remembered for the next one."""
    ian = visit("ian")
    strange = zipped(
        files_of(
            {
                "orgs": [("X", "", "Abe’s", "school", "A-1")],
                "users": [student("Zora", "X", number="s-99")],
            }
        )
    )
    address = upload(ian, strange)
    assert "Which school is “Abe’s”?" in ian.get(address).text
    assert ian.post(f"{address}/schools", data={"org": "X", "site": ""}).status_code == 422
    assert ian.post(f"{address}/schools", data={"org": "X", "site": "NONE"}).status_code == 422
    assert ian.post(f"{address}/schools", data={"org": "Y", "site": "8729"}).status_code == 409
    ian.post(f"{address}/schools", data={"org": "X", "site": "8729"})
    assert "Make 1 change" in ian.get(address).text
    ian.post(f"{address}/run")
    assert called("Zora").site.code == "8729"
    assert "Nothing new" in ian.get(upload(ian, strange)).text


def test_who_looks_after_one_school_brings_in_that_one_alone(district: District, visit: Visits) -> None:
    """Ivy's bundle speaks of Lincoln, too: its rows are refused, and nobody of Lincoln leaves or comes."""
    ivy = visit("ivy")
    both = {"users": [SAM, student("Zoe", "L")]}
    address = upload(ivy, zipped(files_of(both)))
    told = ivy.get(address).text
    assert "is not a school you look after" in told
    ivy.post(f"{address}/run")
    assert (known("u-Sam"), known("u-Zoe")) == (True, False)
    assert visit("lola").get(address).status_code == 404
    assert visit("tess").get(address).status_code == 403
    assert visit("jonas").get(address).status_code == 200
    run = newest().uuid
    assert ivy.get(f"/imports/{run}").status_code == 404
    assert ivy.post(f"/imports/{run}/run").status_code == 404
    visit("ian").post(f"{upload(visit('ian'), zipped(files_of(both)))}/run")
    address = upload(ivy, zipped(files_of({"users": [SAM, student("Zoe", "M")]})))
    assert "not a school you look after" in ivy.get(address).text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no OneRoster bundle"),
        (b"PK\x05\x06" + bytes(18), "no OneRoster bundle"),
        (zipped({"../users": "sourcedId\n"}), "leads out of it"),
        (bytes(5_000), "no OneRoster bundle"),
    ],
)
def test_what_is_no_roster_is_not_kept(district: District, visit: Visits, content: bytes, why: str) -> None:
    answer = visit("ian").post("/rosters", data={"file": (io.BytesIO(content), "x.zip")})
    assert answer.status_code == 422
    assert why in answer.text
    assert db.session.scalar(select(func.count()).select_from(Import)) == 0


def test_a_roster_that_stopped_goes_on_and_doubles_nothing(district: District, visit: Visits) -> None:
    """The disk is full when the enrolments are to be written: people and classes are in, and a second go ends it."""
    ian = visit("ian")
    address = upload(ian, zipped(files_of(WHOLE)))
    with failing_at("INSERT INTO enrollments"):
        ian.post(f"{address}/run")
    assert (newest().state, known("u-Ana")) == ("stopped", True)
    assert "Going on doubles nothing" in ian.get(address).text
    ian.post(f"{address}/run")
    run = newest()
    assert (run.state, run.changed, run.rows_done) == ("done", 7, run.rows_total)
    assert called("Sam").homeroom == district.room("204")
    assert (
        db.session.scalar(select(func.count()).select_from(Person).where(Person.sourced_id == "u-Ana")) == 1
    )


def test_the_list_of_what_is_to_be_collected(district: District, visit: Visits) -> None:
    """Marshall sees who owes it a device, searches and exports it; Lincoln sees nothing of it."""
    ian = visit("ian")
    for users in (WHOLE["users"], [student("Sam", "L", number="s-1"), *WHOLE["users"][1:]]):
        ian.post(f"{upload(ian, zipped(files_of({'users': users})))}/run")
    assert owed() == [("Sam", "Marshall Middle", "transferred")]
    told = visit("tess").get("/collection").text
    for word in ("A1030", "Changed school", "1 person has to give a device back"):
        assert word in told
    assert "Lincoln" not in told
    ivy = visit("ivy")
    assert "Sam" in ivy.get("/collection?q=700001&why=transferred").text
    assert "Nobody found" in ivy.get("/collection?why=left").text
    assert "Doe,Sam" in ivy.get("/collection.csv").text
    assert "has to give a device back" in ivy.get("/people").text + ivy.get("/attention").text
    assert "A1030" not in visit("lola").get("/collection").text
    assert visit("tom").get("/collection").status_code == 403
    assert visit("tess").get("/collection?site=8729").status_code == 404
    assert visit("tess").get("/collection.csv").status_code == 403


def known(sourced_id: str) -> bool:
    db.session.rollback()
    return db.session.scalar(select(Person.id).where(Person.sourced_id == sourced_id)) is not None


@contextmanager
def failing_at(statement: str) -> Iterator[None]:
    """The database gives up, as it does when the disk is full."""

    def fail(_connection: Any, _cursor: Any, asked: str, *_more: Any) -> None:
        if asked.startswith(statement):
            raise OSError("No space left on device")

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)


def test_the_list_asks_as_little_for_many_as_for_one(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    with at_a_desk():
        sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
        owing(sam)
    few = statements_of(lambda: ivy.get("/collection"))
    with at_a_desk():
        for many in range(30):
            owing(Person(site_id=sam.site_id, kind="student", given_name=f"N{many}", family_name="Doe"))
    assert statements_of(lambda: ivy.get("/collection")) == few


def owing(person: Person) -> None:
    db.session.add(person)
    db.session.flush()
    db.session.add(Collection(person_id=person.id, site_id=person.site_id, why="left", since=now()))


def statements_of(ask: Callable[[], TestResponse]) -> int:
    """How many statements a page costs."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, asked: str, *_more: Any) -> None:
        seen.append(asked)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert ask().status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)
