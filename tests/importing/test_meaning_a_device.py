"""Which device a row means: by its tag, without one by its serial number, and never another school's."""

import pytest
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import register
from app.models import Asset
from tests.conftest import Visits
from tests.district import District
from tests.importing.conftest import Bring, counts, newest, on_line, reasons, upload

HERE = ("--site", "8217")


def bearing(serial: str) -> list[str | None]:
    query = select(Asset.tag).where(Asset.serial == serial).order_by(Asset.id)
    return list(db.session.scalars(query))


def test_a_known_tag_is_brought_up_to_date(district: District, bring: Bring) -> None:
    told = bring("tag,condition,cost\nA1001,worn,$312.50\n", *HERE)
    assert counts(told) == (1, 1, 0, 0)
    laptop = district.asset("A1001")
    assert (laptop.condition, laptop.cost_cents, laptop.serial) == ("worn", 31_250, "PFA1001")
    assert (laptop.state, str(laptop.room), laptop.event_number) == ("deployed", "Room 204", 2)
    assert counts(bring("tag,condition,cost\na1001,worn,312.5\n", *HERE)) == (1, 0, 0, 0)
    assert district.faults() == []


def test_a_known_tag_with_another_serial_number_asks_for_a_look(
    district: District, bring: Bring, visit: Visits
) -> None:
    told = bring("tag,serial\nA1001,QX78\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((1, 1, 1, 0), ["another_serial"])
    story = visit("ivy").get(f"/assets/{district.asset('A1001').uuid}").get_data(as_text=True)
    assert "line 2" in story
    assert counts(bring("tag,serial\nA1001,QX78\n", *HERE)) == (1, 0, 0, 0)


def test_what_a_row_leaves_open_stays_as_it_is(district: District, bring: Bring) -> None:
    told = bring("tag,serial,model,room_name,state,notes\nA1001,,,,,\n", *HERE)
    assert counts(told) == (1, 0, 0, 0)
    assert district.asset("A1001").serial == "PFA1001"


def test_without_a_tag_the_serial_number_means_the_device(district: District, bring: Bring) -> None:
    told = bring("serial,condition\nPFA1001,worn\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((1, 1, 1, 0), ["no_tag"])
    assert district.asset("A1001").condition == "worn"


def test_a_device_registered_without_a_tag_gets_its_tag(district: District, bring: Bring) -> None:
    assert counts(bring("serial,model\nQX77,Latitude\n", *HERE)) == (1, 1, 1, 0)
    assert counts(bring("tag,serial,model\nA2000,QX77,Latitude\n", *HERE)) == (1, 1, 0, 0)
    assert bearing("QX77") == ["A2000"]
    assert district.asset("A2000").event_number == 2
    assert counts(bring("serial,model\nQX77,Latitude\n", *HERE)) == (1, 0, 1, 0)
    assert district.faults() == []


def test_a_former_tag_means_the_device_that_bore_it(district: District, bring: Bring) -> None:
    begin_writing()
    register.retag(district.asset("A1001"), "A9001", district.act())
    db.session.commit()
    told = bring("tag,condition\nA1001,worn\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((1, 1, 1, 0), ["former_tag"])
    assert district.asset("A9001").condition == "worn"


def test_another_schools_tag_is_refused_and_nothing_of_it_is_told(
    district: District, visit: Visits, bring: Bring
) -> None:
    told = bring("tag,model\nB2001,300e\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((0, 0, 0, 1), ["tag_taken"])
    ivy = visit("ivy")
    answer = upload(ivy, "tag,serial,model\nB2001,X1,300e\nN1,PFB2002,300e\n")
    page = ivy.get(answer.location).text
    assert "belongs to a device of another school" in page
    assert "Lincoln" not in page
    # That a serial number stands in another school's register is not said either.
    assert newest().report["reasons"] == {"refused tag_taken": 1}


def test_two_rows_of_one_tag_are_one_device(district: District, bring: Bring) -> None:
    told = bring("tag,serial,model\nN1,S1,300e\nn 1,S2,300e\n", *HERE)
    assert (counts(told), on_line(told, 3)) == ((1, 1, 0, 1), ["tag_repeated"])


def test_two_rows_of_one_serial_number_without_tags_are_one_device(district: District, bring: Bring) -> None:
    told = bring("tag,serial,model\n,S1,300e\n,S1,300e\n", *HERE)
    assert (counts(told), on_line(told, 3)) == ((1, 1, 1, 1), ["same_device"])


def test_two_devices_may_have_one_serial_number_but_somebody_should_look(
    district: District, bring: Bring
) -> None:
    """Policy: LAW-3."""
    told = bring("tag,serial,model\nN1,PFA1001,300e\nN2,S2,300e\nN3,S2,300e\n", *HERE)
    assert counts(told) == (3, 3, 2, 0)
    assert (on_line(told, 2), on_line(told, 4)) == (["serial_shared"], ["serial_repeated"])
    assert bearing("S2") == ["N2", "N3"]
    told = bring("serial,condition\nS2,worn\n", *HERE)
    assert (counts(told), on_line(told, 2)) == ((0, 0, 0, 1), ["serial_not_unique"])


def test_a_row_that_names_nothing_is_refused(district: District, bring: Bring) -> None:
    told = bring("tag,serial,model\n,,300e\nN/A,none,300e\n", *HERE)
    assert reasons(told) == {("refused", "nothing_identifies"): 2}


@pytest.mark.parametrize("rows", [1, 499, 500, 501, 1200])
def test_rows_are_counted_however_many_make_a_chunk(district: District, bring: Bring, rows: int) -> None:
    listed = "".join(f"N{number},S{number},300e\n" for number in range(rows))
    assert counts(bring(f"tag,serial,model\n{listed}", *HERE)) == (rows, rows, 0, 0)
    assert counts(bring(f"tag,serial,model\n{listed}", *HERE)) == (rows, 0, 0, 0)
