"""Every route, asked by every role, at one's own school and at another: the table holds, and nothing is left out."""

import pytest
from flask import Flask

from app.domain.access import ANYONE, ROUTES
from tests.access.doors import DOORS, Door, Things, things_of
from tests.conftest import Visits
from tests.district import PEOPLE, District, Visitor

REFUSED, HIDDEN = 403, 404
# Let in, one is told that there is no such sighting, and that a reminder is somebody else's.
NAMES_NOTHING = {"audits.photograph", "duties.put_away"}
OF_A_SITE = {endpoint: door for endpoint, door in DOORS.items() if door.of_a_site}
STAFF = [name for name, (_, _, place) in PEOPLE.items() if place == "marshall"]


@pytest.fixture
def ours(district: District) -> Things:
    return things_of(district, district.marshall)


@pytest.fixture
def theirs(district: District) -> Things:
    return things_of(district, district.lincoln)


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints == set(ROUTES), "Write a row for the route in app/domain/access/table.py"


def test_every_row_is_tried_here() -> None:
    assert set(DOORS) == {endpoint for endpoint, row in ROUTES.items() if row != ANYONE}


def test_a_stranger_is_asked_to_sign_in(visit: Visits, ours: Things) -> None:
    stranger = visit(None)
    answers = {endpoint: door.ask(stranger, ours) for endpoint, door in DOORS.items()}
    for endpoint, status in answers.items():
        assert status == 401 or (status == 303 and DOORS[endpoint].method == "GET"), (endpoint, status)


@pytest.mark.parametrize("name", [*STAFF, "ian"])
def test_each_role_may_what_its_row_says(visit: Visits, ours: Things, name: str) -> None:
    role = PEOPLE[name][1]
    answers = asked_in_turn(visit(name), ours, DOORS)
    for endpoint, status in answers.items():
        if role not in ROUTES[endpoint]:
            assert status == REFUSED, (endpoint, status)
        elif endpoint in NAMES_NOTHING:
            assert status == HIDDEN, (endpoint, status)
        else:
            assert status < 500, (endpoint, status)
            assert status not in (401, REFUSED, HIDDEN, 405), (endpoint, status)


@pytest.mark.parametrize("name", [*STAFF, "leo"])
def test_nothing_of_another_school_is_there(visit: Visits, theirs: Things, name: str) -> None:
    answers = asked_in_turn(visit(name), theirs, OF_A_SITE)
    assert {endpoint: s for endpoint, s in answers.items() if s not in (REFUSED, HIDDEN)} == {}


def test_a_region_sees_its_own_schools(visit: Visits, theirs: Things) -> None:
    answers = asked_in_turn(visit("rhea"), theirs, OF_A_SITE)
    for endpoint, status in answers.items():
        assert (status not in (REFUSED, HIDDEN)) == ("region" in ROUTES[endpoint]), (endpoint, status)


def asked_in_turn(visitor: Visitor, things: Things, doors: dict[str, Door]) -> dict[str, int]:
    return {endpoint: door.ask(visitor, things) for endpoint, door in doors.items()}
