"""What is due is said once, in the product and by e-mail, in the reader's language; a mail server may be down."""

import re
import socketserver
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from app.db import begin_writing, db
from app.domain import certification
from app.jobs import reminding
from tests.asking import as_read
from tests.at_once import at_once
from tests.conftest import FixedClock, Visits
from tests.district import District


class Smtp(socketserver.StreamRequestHandler):
    """Just enough of a mail server."""

    taken: list[str]

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.taken.append(text.decode())
            last = line.upper().startswith(b"QUIT")
            self.wfile.write(b"221 bye\r\n" if last else b"250 fine\r\n")
            if last:
                return


@pytest.fixture
def smtp() -> Iterator[tuple[str, list[str]]]:
    taken: list[str] = []
    handler = type("Handler", (Smtp,), {"taken": taken})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", taken
        server.shutdown()


def remind(app: Flask) -> str:
    told = app.test_cli_runner().invoke(args=["remind"], catch_exceptions=False)
    return told.output


@pytest.fixture
def due_soon(app: Flask, district: District, fixed_clock: FixedClock) -> None:
    begin_writing()
    certification.open_cycle(district.act("ian"))
    district.user("paul").language = "es"
    db.session.commit()
    fixed_clock.pass_time(days=230)


@pytest.mark.usefixtures("due_soon")
def test_before_it_is_due_each_is_reminded_once(app: Flask, visit: Visits, fixed_clock: FixedClock) -> None:
    assert "4 made, 4 sent." in remind(app)
    assert "0 made, 0 sent." in remind(app)
    messages = [
        path.read_text() for path in sorted((Path(app.config["ROLLCALL_FILES"]) / "inbox").glob("*.eml"))
    ]
    assert sum("To: paul@marshall.test" in message for message in messages) == 1
    assert any("la certificaci" in message.lower() for message in messages)
    ivy = visit("ivy")
    page = ivy.get("/reminders").get_data(as_text=True)
    assert "Marshall Middle: the inventory is due on Jun 30, 2027" in as_read(page)
    put_away = re.search(r'action="(/reminders/[^"]+)"', page)
    assert put_away
    assert visit("jonas").post(put_away[1]).status_code == 404
    ivy.post(put_away[1])
    assert "Nothing is due" in ivy.get("/reminders").get_data(as_text=True)
    fixed_clock.pass_time(days=60)
    assert "made" in remind(app)
    assert "the inventory is overdue" in visit("ivy").get("/reminders").get_data(as_text=True)


@pytest.mark.usefixtures("due_soon")
def test_of_another_day_people_are_reminded_anew(
    app: Flask, district: District, fixed_clock: FixedClock
) -> None:
    assert "4 made" in remind(app)
    begin_writing()
    cycle = certification.current()
    assert cycle is not None
    certification.move_due(cycle, cycle.due_on + timedelta(days=60), "Snow.", district.act("ian"))
    db.session.commit()
    assert "0 made" in remind(app)
    fixed_clock.pass_time(days=60)
    assert "4 made" in remind(app)


@pytest.mark.usefixtures("due_soon")
def test_a_mail_server_takes_them_and_one_that_is_down_gets_them_later(
    app: Flask, smtp: tuple[str, list[str]]
) -> None:
    app.config["ROLLCALL_SMTP"] = "smtp://127.0.0.1:9"
    assert "4 made, 0 sent." in remind(app)
    app.config["ROLLCALL_SMTP"], taken = smtp
    assert "0 made, 4 sent." in remind(app)
    assert len(taken) == 4
    assert any("To: ivy@marshall.test" in text for text in taken)


@pytest.mark.usefixtures("due_soon")
def test_its_sees_what_no_server_takes(app: Flask, visit: Visits) -> None:
    remind(app)
    page = visit("ian").get("/inbox").get_data(as_text=True)
    assert "ivy@marshall.test" in page
    assert visit("ivy").get("/inbox").status_code == 403


@pytest.mark.usefixtures("due_soon")
def test_nobody_is_written_to_who_may_no_longer_sign_in(app: Flask, district: District) -> None:
    app.config["ROLLCALL_SMTP"] = "smtp://127.0.0.1:9"
    assert "4 made, 0 sent." in remind(app)
    begin_writing()
    district.user("jonas").disabled_at = district.act().happened_at
    db.session.commit()
    app.config["ROLLCALL_SMTP"] = ""
    assert "0 made, 3 sent." in remind(app)


@pytest.mark.usefixtures("due_soon")
def test_two_who_remind_at_the_same_moment_send_each_message_once(app: Flask) -> None:
    db.session.rollback()

    def reminds() -> int:
        with app.app_context():
            return reminding.remind()[1]

    gone = at_once(*[reminds] * 3)
    assert len(list((Path(app.config["ROLLCALL_FILES"]) / "inbox").glob("*.eml"))) == 4
    assert sum(gone) == 4


def test_attention_says_what_waits_for_a_signature_and_what_came_back(
    app: Flask, due_soon: None, visit: Visits, district: District
) -> None:
    remind(app)
    site = visit("ivy").get(f"/certification?site={district.marshall}").location
    ivy, paul, ian = visit("ivy"), visit("paul"), visit("ian")
    assert "1 reminder" in ivy.get("/attention").text
    ivy.post(f"{site}/review")
    assert f'href="{site}/review"' in paul.get("/attention").text
    for other in (ivy, ian, visit("tess")):
        assert f'href="{site}/review"' not in other.get("/attention").text
    paul.post(f"{site}/return", data={"comment": "Ask for the key."})
    assert "came back" in ivy.get("/attention").text
    assert "came back" not in ian.get("/attention").text
    assert f'href="{site}/review"' not in paul.get("/attention").text
