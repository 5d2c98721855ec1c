"""The district reads its schools from the state's directory, and its offices from a list of its own."""

from collections import Counter
from datetime import date
from io import BytesIO

import pytest

from app.files import schools, tables
from app.files.schools import NotAListOfSites, SchoolRead
from tests.corpora import corpus


def read(text: str) -> list[SchoolRead]:
    return list(schools.read(tables.read(BytesIO(text.encode()))))


def test_the_states_directory_comes_in_whole() -> None:
    """1,363 schools: 1,021 active, 250 closed and 81 merged, 11 that are still to open."""
    rows = list(schools.read(tables.read(corpus("schools/lausd_schools.csv"))))
    found = [row.school for row in rows if row.school]
    assert (len(rows), len(found), len({school.code for school in found})) == (1363, 1363, 1363)
    assert Counter(school.standing for school in found) == {"open": 1021, "closed": 250 + 81, "pending": 11}
    assert all(bool(school.closed_on) == (school.standing == "closed") for school in found)
    assert [(row.remarks[0].reason, row.remarks[0].value) for row in rows if row.remarks] == [
        ("closed_before_opened", day) for day in ("2008-09-04", "2004-09-09", "2002-07-01")
    ]


def test_a_school_is_what_the_directory_says() -> None:
    first = next(schools.read(tables.read(corpus("schools/lausd_schools.csv")))).school
    assert first
    assert (first.code, first.name, first.kind) == ("0100289", "N.E.W. Academy of Science and Arts", "school")
    assert (first.street, first.city, first.state, first.zip) == (
        "379 South Loma Avenue",
        "Los Angeles",
        "CA",
        "90017-1142",
    )
    assert (first.region, first.grades, first.enrolment) == ("Los Angeles", "K-5", 321)
    assert (first.opened_on, first.closed_on) == (date(2003, 9, 29), None)


def test_our_own_list_has_offices_too() -> None:
    school, office, odd = read(
        "code,name,kind,region,street,city,state,zip,phone,opened_on,closed_on,enrolment,grades\n"
        "0042,Marin Street School,school,North,1 Marin St,Los Angeles,CA,90012,,1926-09-01,,612,K-5\n"
        "1641,Information Technology Services,office,,,,,,,,,,\n"
        "77,Tent,circus,,,,,,,2/30/2020,,many,\n"
    )
    assert school.school
    assert office.school
    assert odd.school
    assert (school.school.code, school.school.region, school.school.enrolment) == ("0042", "North", 612)
    assert school.school.opened_on == date(1926, 9, 1)
    assert (office.school.kind, office.school.region) == ("office", None)
    assert [(remark.field, remark.reason) for remark in odd.remarks] == [
        ("opened_on", "impossible_date"),
        ("kind", "unknown_kind"),
        ("enrolment", "not_a_number"),
    ]


def test_codes_that_cannot_be_are_refused() -> None:
    rows = read("code,name\n7,A\n7,B\n,C\n8,\n1.96473E+13,D\n")
    assert [row.refusal and row.refusal.reason for row in rows] == [
        None,
        "code_repeated",
        "no_code",
        "no_name",
        "mangled_by_spreadsheet",
    ]


def test_two_districts_may_share_a_school_code() -> None:
    rows = read(
        "CDSCode,School,StatusType\n01100170112607,A,Active\n19647330112607,B,Active\n1100170123968,C,Active\n"
    )
    assert [row.school and row.school.code for row in rows] == ["0112607", "19647330112607", "0123968"]
    assert rows[2].remarks[0].reason == "leading_zero_restored"


def test_a_closed_school_without_a_closing_day_says_so() -> None:
    (row,) = read("CDSCode,School,StatusType,ClosedDate\n19647330112607,B,Merged,No Data\n")
    assert row.school
    assert (row.school.standing, row.remarks[0].reason) == ("closed", "no_closing_day")


def test_a_list_of_something_else_is_refused() -> None:
    with pytest.raises(NotAListOfSites):
        read("tag,serial\nA-1,S1\n")


def test_every_reason_is_explained() -> None:
    assert NotAListOfSites.reason in schools.REASONS
