"""Two records of one serial number are told apart on every button, whatever else they bear. Policy: CERT-2."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import register
from app.models import Discrepancy
from tests.conftest import Visits
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]
SERIAL = "CN083317636JY9"
BUTTONS = re.compile(r"<button[^>]*>(?:<span>)?([^<]+)")


@pytest.mark.parametrize(
    ("records", "names"),
    [
        ((("A104575", "LIB"), ("A104576", "LIB")), ["A104575", "A104576"]),
        ((("A104575", "LIB"), (None, "LIB")), ["A104575", "{model}, Library"]),
        (((None, "LIB"), (None, "204")), ["{model}, Library", "{model}, Room 204"]),
        (
            ((None, "LIB"), (None, "LIB")),
            ["{model} (1)", "{model} (2)"],
        ),
    ],
)
def test_every_button_names_what_it_keeps_and_what_it_voids(
    records: tuple[tuple[str | None, str], ...],
    names: list[str],
    phone: NewPhone,
    visit: Visits,
    district: District,
) -> None:
    with at_a_desk():
        site, model = district.site("8217"), district.asset("A1001").model
        for tag, code in records:
            room = district.room(code)
            register.register(site, room=room, model=model, act=district.act(), tag=tag, serial=SERIAL)
    one, other = (name.format(model=district.asset("A1001").model) for name in names)
    ivy = phone("ivy")
    ivy.sends(ivy.sees("205", SERIAL), ivy.finishes("205"))
    found = db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "duplicate_code")).one()
    said = BUTTONS.findall(visit("ivy").get(f"/discrepancies/{found.uuid}").text)
    wanted = [f"The code belongs to {one}", f"The code belongs to {other}"]
    wanted += [f"Keep {one} and void {other}", f"Keep {other} and void {one}"]
    assert sorted(each for each in said if each.startswith(("The code", "Keep"))) == sorted(wanted)
