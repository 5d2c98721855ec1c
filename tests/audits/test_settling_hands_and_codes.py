"""A code that two bear, and one that nobody knew: each ends in the ledger. Policy: CERT-2."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.domain import register
from app.models import Asset, Discrepancy, Event, Identifier, Room, Sighting
from tests.conftest import Visits
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


@pytest.fixture
def two_bear(phone: NewPhone, district: District) -> Discrepancy:
    """X-7781 is another code of A1001 and of A1011: a count of the library read it and could not tell."""
    with at_a_desk():
        for tag in ("A1001", "A1011"):
            register.identify(district.asset(tag), "X-7781", district.act())
    ivy = phone("ivy")
    ivy.sends(ivy.sees("LIB", "X-7781"), ivy.finishes("LIB"))
    return db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "duplicate_code")).one()


def test_a_code_stays_with_one_of_two_and_that_one_was_seen(
    two_bear: Discrepancy, visit: Visits, district: District
) -> None:
    ivy, address = visit("ivy"), f"/discrepancies/{two_bear.uuid}/kept-code"
    for keeper in ("", "nonsense", str(district.asset("B2001").uuid)):
        assert ivy.post(address, data={"keeper": keeper}).status_code == 404
    assert ivy.post(address, data={"keeper": str(district.asset("A1002").uuid)}).status_code == 409
    assert ivy.post(address, data={"keeper": str(district.asset("A1011").uuid)}).status_code == 303
    assert how(two_bear) == "code_kept"
    assert bearers("X-7781") == ["A1011"]
    assert actions(district.asset("A1001"))[-1] == "code_released"
    seen = db.session.scalars(select(Sighting).where(Sighting.code == "X-7781")).one()
    assert (seen.asset, seen.verdict, seen.by.name) == (district.asset("A1011"), "elsewhere", "Ivy Delgado")
    assert district.asset("A1011").last_seen_room == district.room("LIB")
    assert district.faults() == []


def test_what_is_somebody_s_tag_is_given_up_for_another_one_only(
    two_bear: Discrepancy, visit: Visits, district: District
) -> None:
    with at_a_desk():
        register.retag(district.asset("A1001"), "X-7781", district.act())
    ivy, address = visit("ivy"), f"/discrepancies/{two_bear.uuid}/kept-code"
    form, other = {"keeper": str(district.asset("A1011").uuid)}, district.asset("X-7781").uuid
    for instead, said in (("", "Say which tag it gets instead"), ("A1002", "already belongs")):
        assert said in ivy.post(address, data=form | {f"instead-{other}": instead}).text
    assert ivy.post(address, data=form | {f"instead-{other}": "A1091"}).status_code == 303
    assert (bearers("X-7781"), bearers("A1001"), how(two_bear)) == (["A1011"], ["A1091"], "code_kept")


def test_two_records_of_one_device_become_one(
    two_bear: Discrepancy, visit: Visits, district: District
) -> None:
    ivy = visit("ivy")
    kept, twin = district.asset("A1011"), district.asset("A1001").id
    address = f"/discrepancies/{two_bear.uuid}/merging"
    assert ivy.post(address, data={"keeper": str(kept.uuid)}).status_code == 303
    assert (how(two_bear), bearers("PFA1001"), bearers("A1001")) == ("merged", ["A1011"], ["A1011"])
    gone = db.session.get_one(Asset, twin)
    assert (gone.state, gone.tag, actions(gone)[-1]) == ("void", None, "merged")
    assert district.faults() == []


def test_a_code_of_another_school_too_is_not_settled_here(
    two_bear: Discrepancy, visit: Visits, district: District
) -> None:
    with at_a_desk():
        register.identify(district.asset("B2001"), "X-7781", district.act("lola"))
    form = {"keeper": str(district.asset("A1011").uuid)}
    assert visit("ivy").post(f"/discrepancies/{two_bear.uuid}/merging", data=form).status_code == 404
    assert "B2001" not in visit("ivy").get(f"/discrepancies/{two_bear.uuid}").text


@pytest.mark.parametrize("by_import", [False, True])
def test_a_code_nobody_knew_settles_by_whatever_way_it_comes_into_the_register(
    phone: NewPhone, district: District, app: Flask, tmp_path: Path, by_import: bool
) -> None:
    """And whoever saw the code saw the device: it is sighted in this cycle, in the room where it was seen."""
    ivy = phone("ivy")
    ivy.sends(ivy.sees("204", "N5001"), ivy.finishes("204"))
    strange = db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "unregistered")).one()
    if by_import:
        (tmp_path / "new.csv").write_text(
            "Asset Tag,Serial,Model Name,Category,Location\nN5001,S1,300e,Laptop,205\n"
        )
        db.session.rollback()
        told = app.test_cli_runner().invoke(
            args=["import", "assets", str(tmp_path / "new.csv"), "--site", "8217"]
        )
        assert told.exit_code == 0, told.output
    else:
        with at_a_desk():
            model = district.asset("A1001").model
            room = district.room("205")
            register.register(district.site("8217"), room=room, model=model, act=district.act(), tag="N5001")
    assert how(strange) == "registered"
    asset = district.asset("N5001")
    assert asset.last_seen_room == db.session.scalars(select(Room).where(Room.code == "204")).one()
    kinds = select(Discrepancy.kind).where(Discrepancy.asset_id == asset.id)
    assert db.session.scalars(kinds).all() == ["elsewhere"]
    assert district.faults() == []


def test_moving_all_here_shows_what_changes_and_is_undone(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    phone_of_ivy, ivy = phone("ivy"), visit("ivy")
    phone_of_ivy.sends(*(phone_of_ivy.sees("LIB", tag) for tag in ("A1006", "A1011", "A1012")))
    phone_of_ivy.sends(phone_of_ivy.finishes("LIB"))
    address = f"/audits/{db.session.scalars(select(Discrepancy)).first().audit.uuid}/move-all"  # type: ignore[union-attr]
    page = ivy.get(f"{address}-here").text
    assert [
        words for words in ("Room 205 → Library", "C1 → Library", "Move 3 here") if words not in page
    ] == []
    assert district.asset("A1011").room == district.room("205")
    assert ivy.post(f"{address}-here").status_code == 303
    with at_a_desk():
        register.move(district.asset("A1012"), district.room("204"), district.act("jonas"))
    page = ivy.get(f"{address}-here").text
    assert "3 devices were moved here." in page
    assert "Undo: back to where they stood" in page
    assert "Undo" not in visit("jonas").get(f"{address}-here").text
    ivy.post(f"{address}-back")
    assert (
        "2 devices stand where they stood. 1 was touched since and stays." in ivy.get(f"{address}-here").text
    )
    stands = {tag: district.asset(tag) for tag in ("A1006", "A1011", "A1012")}
    assert (stands["A1006"].cart, stands["A1006"].slot) == (district.asset("C1"), 1)
    assert stands["A1011"].room == district.room("205")
    assert stands["A1012"].room == district.room("204")
    assert visit("lola").get(f"{address}-here").status_code == 404


def how(discrepancy: Discrepancy) -> str | None:
    db.session.rollback()
    return db.session.get_one(Discrepancy, discrepancy.id, populate_existing=True).settled_how


def actions(asset: Asset) -> list[str]:
    query = select(Event.action).where(Event.asset_id == asset.id)
    return list(db.session.scalars(query.order_by(Event.number)))


def bearers(code: str) -> list[str]:
    query = select(Asset.tag).join(Identifier, Identifier.asset_id == Asset.id).where(Identifier.code == code)
    return sorted(tag or "" for tag in db.session.scalars(query))
