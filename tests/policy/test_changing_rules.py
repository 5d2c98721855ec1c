"""Everybody reads the rules of the district; ITS changes one from a day on, and says why. Policy: ORG-7, CERT-1."""

from datetime import date

import pytest
from werkzeug.test import TestResponse

from app.db import db
from app.domain import policy, policy_changes
from app.routes.policy.words import RULES
from tests.conftest import Visits
from tests.district import District, Visitor


def test_every_rule_has_words_and_can_be_written_as_it_stands(district: District) -> None:
    assert set(RULES) == set(policy.DEFAULTS), "Say in app/routes/policy/words.py what the rule means"
    for name, value in policy.DEFAULTS.items():
        assert policy_changes.read(name, policy_changes.written(name, value)) == value, name


def test_an_idm_reads_the_rules_and_its_alone_changes_them(visit: Visits, district: District) -> None:
    for who in ("ivy", "tess", "rhea", "ada"):
        visitor = visit(who)
        page = visitor.get("/rules").text
        assert "School days within which a delivery is registered" in page
        assert "RCV-1" in page
        assert "Enter the change" not in visitor.get("/rules/registered_within_days").text
        assert change(visitor, "registered_within_days", "9").status_code == 403
    assert "June 30" in visit("ivy").get("/rules?q=CERT-1").text
    assert "No rule says that" in visit("ivy").get("/rules?q=xyzzy").text
    assert visit("ivy").get("/rules/free_lunch").status_code == 404


def test_a_change_holds_from_its_day_and_its_page_says_who_and_why(visit: Visits, district: District) -> None:
    ian = visit("ian")
    assert change(ian, "registered_within_days", "5", since="2026-11-01").status_code == 303
    db.session.rollback()
    assert policy.value("registered_within_days", date(2026, 10, 31)) == 3
    assert policy.value("registered_within_days", date(2026, 11, 1)) == 5
    page = visit("ivy").get("/rules/registered_within_days").text
    assert all(word in page for word in ("Ian Cho", "The board has decided.", "Nov 1, 2026"))
    assert change(ian, "registered_within_days", "4", since="2026-11-01").status_code == 303
    db.session.rollback()
    assert policy.value("registered_within_days", date(2026, 11, 1)) == 4


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("registered_within_days", "", {}),
        ("registered_within_days", "three", {}),
        ("registered_within_days", "-1", {}),
        ("registered_within_days", "9" * 400, {}),
        ("registered_within_days", "3", {}),
        ("registered_within_days", "5", {"since": "2026-10-13"}),
        ("registered_within_days", "5", {"since": "soon"}),
        ("registered_within_days", "5", {"why": " "}),
        ("ownership", "nobody", {}),
        ("certification_due", "02-30", {}),
        ("quarters_begin", "07-01\n13-01", {}),
        ("certification_reminders", "", {}),
        ("tag_patterns", "[", {}),
        ("tag_patterns", r"(?i)ab\d+", {}),
        ("warranty_months_at_least", '{"Laptop": "long"}', {}),
        ("school_calendar", "[" * 5000, {}),
        ("school_calendar", '[["holiday"', {}),
        ("school_calendar", '[["holiday"]]', {}),
        ("school_calendar", '[["holiday", "May Day", "99-99", 1]]', {}),
        ("school_calendar", '[["holiday", "May Day", "05 someday 1", 1]]', {}),
        ("school_calendar", '[["holiday", "May Day", "05-01", -1]]', {}),
        ("school_year", "08-13", {}),
        ("fiscal_year_begins", "02-29", {}),
        ("certification_due", "06 30", {}),
        ("warranty_months_at_least", '{"Laptop": -1}', {}),
        ("session_idle_minutes", "0", {}),
        ("sign_in_tries", "0", {}),
        ("access_log_days", "0", {}),
        ("access_log_days", "999999999", {}),
        ("transfer_overdue_days", "999999", {}),
        ("roster_leaving_percent", "101", {}),
    ],
)
def test_what_is_no_value_is_refused_and_what_was_written_is_kept(
    visit: Visits, district: District, name: str, value: str, more: dict[str, str]
) -> None:
    answer = change(visit("ian"), name, value, **more)
    assert answer.status_code == 422
    assert "error" in answer.text
    db.session.rollback()
    assert policy_changes.history(name) == []


def test_a_list_and_a_table_are_written_line_by_line(visit: Visits, district: District) -> None:
    ian = visit("ian")
    assert change(ian, "programmes_with_devices", "VILS\r\nBright Start\r\n").status_code == 303
    assert change(ian, "warranty_months_at_least", '{"Laptop": 48, "Desktop": 60}').status_code == 303
    db.session.rollback()
    assert policy.value("programmes_with_devices") == ["VILS", "Bright Start"]
    assert policy.value("warranty_months_at_least") == {"Laptop": 48, "Desktop": 60}
    assert "Bright Start" in ian.get("/rules").text


def change(by: Visitor, name: str, value: str, **more: str) -> TestResponse:
    said = {"value": value, "since": "2026-10-14", "why": "The board has decided."} | more
    return by.post(f"/rules/{name}", data=said)
