"""Everybody reads the rules of the district; ITS changes one from a day on, and says why. Policy: ORG-7, CERT-1."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.db import db
from app.domain import policy
from app.domain.policy import changing
from app.routes.policy.words import RULES
from tests.asking import as_read
from tests.conftest import Visits
from tests.district import District, Visitor


def test_every_rule_has_words_and_can_be_written_as_it_stands(visit: Visits, district: District) -> None:
    """A form sent as it was drawn says the value that holds."""
    assert set(RULES) == set(policy.DEFAULTS), "Say in app/routes/policy/words.py what the rule means"
    ian = visit("ian")
    for name in policy.DEFAULTS:
        answer = ian.post(f"/rules/{name}", data=as_drawn(ian, name))
        assert (answer.status_code, "That holds already on this day." in answer.text) == (422, True), name


def test_an_idm_reads_the_rules_and_its_alone_changes_them(visit: Visits, district: District) -> None:
    for who in ("ivy", "tess", "rhea", "ada"):
        visitor = visit(who)
        page = visitor.get("/rules").text
        assert "A delivery is registered within" in page
        assert "3 school days" in page
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
        ("certification_reminders", "", {}),
        ("tag_patterns", "[", {}),
        ("tag_patterns", r"(?i)ab\d+", {}),
        ("session_idle_minutes", "0", {}),
        ("sign_in_tries", "0", {}),
        ("access_log_days", "0", {}),
        ("access_log_days", "999999999", {}),
        ("transfer_overdue_days", "999999", {}),
        ("roster_leaving_percent", "101", {}),
    ],
)
def test_what_is_no_value_is_refused_and_what_was_written_is_kept(
    visit: Visits, district: District, name: str, value: str, more: dict[str, Any]
) -> None:
    answer = change(visit("ian"), name, value, **more)
    assert answer.status_code == 422
    assert "error" in answer.text
    db.session.rollback()
    assert changing.history(name) == []


def test_a_list_and_a_table_are_written_line_by_line(visit: Visits, district: District) -> None:
    ian = visit("ian")
    assert change(ian, "programmes_with_devices", "VILS\r\nBright Start\r\nVILS\r\n").status_code == 303
    rows = {
        "row": ["0", "1"],
        "category-0": "Laptop",
        "months-0": "48",
        "category-1": "Desktop",
        "months-1": "60",
    }
    assert change(ian, "warranty_months_at_least", rows).status_code == 303
    assert change(ian, "school_police_kinds", ["lost", "stolen", "borrowed"]).status_code == 303
    db.session.rollback()
    assert policy.value("programmes_with_devices") == ["VILS", "Bright Start"]
    assert policy.value("warranty_months_at_least") == {"Laptop": 48, "Desktop": 60}
    assert policy.value("school_police_kinds") == ["lost", "stolen"]
    page = ian.get("/rules").text
    assert all(words in page for words in ("VILS and Bright Start", "Laptop: 48 months", "lost and stolen"))


def test_the_usual_days_off_are_read_and_written_as_rows(visit: Visits, district: District) -> None:
    """Labor Day is the first Monday of September, in either language; one row goes, one comes, one is moved."""
    ian, name = visit("ian"), "school_calendar"
    assert "Labor Day: first Monday of September" in ian.get(f"/rules/{name}").text
    spanish = ian.get(f"/rules/{name}", headers={"Accept-Language": "es"}).text
    assert "Día del Trabajo: primer lunes de septiembre" in spanish
    rows = as_drawn(ian, name)
    less = ian.post(f"/rules/{name}", data=rows | {"remove": "0"})
    assert (less.status_code, 'value="Independence Day"' in less.text) == (200, False)
    more = ian.post(f"/rules/{name}", data=rows | {"add": "1"})
    assert ('value="Juneteenth"' in more.text, 'name="called-12"' in more.text) == (True, True)
    rows = drawn_in(more.text)
    snow = {"called": "Snow day", "kind": "holiday", "month": "02", "day": "monday 1", "days": "2"}
    new = {f"{column}-12": said for column, said in snow.items()}
    moved = {"called-0": "", "days-0": "", "day-1": "tuesday 1"} | new
    shown = change(ian, name, rows | moved, sure=False)
    words = as_read(shown.text)
    gone = "Holds no longer Independence Day: July 4 Labor Day: first Monday of September"
    then = "Holds then Labor Day: first Tuesday of September Snow day: first Monday of February, 2 days"
    assert shown.status_code == 200
    assert gone.replace(" ", "") in words.replace(" ", "")
    assert then.replace(" ", "") in words.replace(" ", "")
    assert changing.history(name) == []
    # What is changed after it was shown is shown again.
    seen = drawn_in(shown.text)["seen"]
    again = ian.post(f"/rules/{name}", data=rows | moved | WHY | {"seen": seen, "days-12": "3"})
    assert (again.status_code, "first Monday of February, 3 days" in again.text) == (200, True)
    assert change(ian, name, rows | moved).status_code == 303
    db.session.rollback()
    entered = policy.value(name)
    assert (len(entered), entered[0][1:], entered[-1][1:]) == (
        12, ["Labor Day", "09 tuesday 1", 1], ["Snow day", "02 monday 1", 2]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "new", "words"),
    [
        ("school_calendar", {"kind-1": "break"}, "Labor Day: first Monday of September (Break)"),
        ("school_calendar", {"row": ["1", *"02345"]}, "Only the order of the rows changes."),
        ("signature_bytes", {"value": "500001"}, "0.5 MB (500,001)"),
    ],
)
def test_a_change_that_hardly_shows_is_told_and_can_be_entered(
    visit: Visits, district: District, name: str, new: dict[str, Any], words: str
) -> None:
    ian = visit("ian")
    if name == "school_calendar":
        assert change(ian, name, as_drawn(ian, name) | {"row": [*"012345"]}).status_code == 303
    said = as_drawn(ian, name) | new
    assert words in as_read(change(ian, name, said, sure=False).text)
    assert change(ian, name, said).status_code == 303


@pytest.mark.parametrize(
    ("name", "wrong", "field"),
    [
        ("school_calendar", {"month-1": "02", "day-1": "30"}, "day-1"),
        ("school_calendar", {"day-1": "someday 1"}, "day-1"),
        ("school_calendar", {"days-1": "-1"}, "days-1"),
        ("school_calendar", {"days-1": "9" * 400}, "days-1"),
        ("school_calendar", {"called-1": ""}, "called-1"),
        ("school_calendar", {"kind-1": "party"}, "kind-1"),
        ("warranty_months_at_least", {"months-0": "long"}, "months-0"),
        ("warranty_months_at_least", {"category-1": "desktop"}, "category-1"),
        ("managed_categories", {"sources-0": "nobody"}, "sources-0"),
        ("school_calendar", {"row": ["0", "1", "2", "3", "1"]}, "called-1"),
        ("quarters_begin", {"month-0": "13"}, "day-0"),
        ("quarters_begin", {"month-1": "07"}, "day-1"),
        ("fiscal_year_begins", {"month-0": "02", "day-0": "29"}, "day-0"),
        ("certification_due", {"day-0": "first monday"}, "day-0"),
        ("school_year", {"day-1": ""}, "day-1"),
        ("school_year", {"row": "0"}, "value"),
        ("certification_due", {"row": "x"}, "value"),
    ],
)
def test_a_wrong_row_is_told_at_its_field_and_the_others_are_kept(
    visit: Visits, district: District, name: str, wrong: dict[str, Any], field: str
) -> None:
    ian = visit("ian")
    answer = change(ian, name, as_drawn(ian, name) | wrong)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    kept, drawn = drawn_in(answer.text), as_drawn(ian, name)
    assert "row" in wrong or all(kept[key] == drawn[key] for key in drawn if key not in wrong)
    db.session.rollback()
    assert changing.history(name) == []


WHY = {"since": "2026-10-14", "why": "The board has decided."}


def change(by: Visitor, name: str, value: Any, *, sure: bool = True, **more: str) -> TestResponse:
    """Say it, look at what it changes and, where one is sure, enter it."""
    said = (value if isinstance(value, dict) else {"value": value}) | WHY | more
    shown = by.post(f"/rules/{name}", data=said)
    if not sure or shown.status_code != 200:
        return shown
    return by.post(f"/rules/{name}", data=said | {"seen": drawn_in(shown.text)["seen"]})


def as_drawn(by: Visitor, name: str) -> dict[str, Any]:
    """What the form of a rule sends as it is drawn, with a reason."""
    return drawn_in(by.get(f"/rules/{name}").text) | WHY


class Fields(HTMLParser):
    """What the fields of a page hold; those of one name as a list."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._name = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        each = dict(attributes)
        if tag == "option" and self._name:
            if "selected" in each or self._name not in self.found:
                self.found[self._name] = [each["value"] or ""]
            return
        self._name = (each.get("name") or "") if tag in ("select", "textarea") else ""
        if tag == "textarea":
            self.found[self._name] = [""]
        ticked = each.get("type") not in ("checkbox", "radio") or "checked" in each
        if tag == "input" and each.get("name") and ticked:
            self.found.setdefault(each["name"] or "", []).append(each.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._name in self.found and self.lasttag == "textarea":
            self.found[self._name] = [data]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._name = ""


def drawn_in(page: str) -> dict[str, Any]:
    found = Fields(page).found
    return {name: held if len(held) > 1 else held[0] for name, held in found.items()}
