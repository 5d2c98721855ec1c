"""A device seen without its holder, a code two bear, one nobody knew: each ends in the ledger. Policy: CERT-2."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db, uuid7
from app.domain import custody, register
from app.models import Asset, Discrepancy, Event, Identifier, Look, LookedAt, Person, Room, Sighting
from tests.conftest import FixedClock, Visits
from tests.district import District
from tests.phones import Phone, at_a_desk

NewPhone = Callable[[str], Phone]


@pytest.fixture
def in_storage(phone: NewPhone, district: District) -> Discrepancy:
    """A1030, which Sam holds by the register, lies in storage."""
    ivy = phone("ivy")
    ivy.sends(ivy.sees("STO", "A1030"), ivy.finishes("STO"))
    return db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "wrong_holder")).one()


def test_what_lies_in_storage_is_nobody_s_and_is_checked_in(
    in_storage: Discrepancy, visit: Visits, district: District
) -> None:
    ivy = visit("ivy")
    page = ivy.get(f"/discrepancies/{in_storage.uuid}").text
    assert [
        words for words in ("Nobody has it", "Somebody else has it", "Set aside") if words not in page
    ] == []
    assert visit("tess").post(f"/discrepancies/{in_storage.uuid}/check-in").status_code == 403
    assert ivy.post(f"/discrepancies/{in_storage.uuid}/check-in").status_code == 303
    assert ivy.post(f"/discrepancies/{in_storage.uuid}/check-in").status_code == 409
    asset = district.asset("A1030")
    assert (how(in_storage), asset.state, asset.room) == ("checked_in", "in_stock", district.room("STO"))
    assert actions(asset)[-2:] == ["sighted", "checked_in"]


def test_it_goes_to_whom_it_was_found_with_in_one_act(
    in_storage: Discrepancy, visit: Visits, district: District
) -> None:
    ivy, address = visit("ivy"), f"/discrepancies/{in_storage.uuid}/check-out"
    with at_a_desk():
        db.session.add(
            Person(
                site_id=in_storage.site_id,
                kind="student",
                given_name="Ana",
                family_name="Ruiz",
                badge="700777",
            )
        )
    for typed in ("", "999", "700099", "A1001", "x" * 5000):
        refused = ivy.post(address, data={"person": typed})
        assert (refused.status_code, "Nobody at this site has this name or badge." in refused.text) == (
            422,
            True,
        )
    assert (
        "The register says already that they hold A1030" in ivy.post(address, data={"person": "700001"}).text
    )
    assert how(in_storage) is None
    assert ivy.post(address, data={"person": "700777"}).status_code == 303
    asset = district.asset("A1030")
    assert (how(in_storage), str(asset.holder and asset.holder.family_name)) == ("checked_out", "Ruiz")
    assert actions(asset)[-2:] == ["checked_in", "checked_out"]


def test_whom_it_was_found_with_is_chosen_by_name_too(
    in_storage: Discrepancy, visit: Visits, district: District
) -> None:
    """As a desk finds people, by whoever reads their names, who is known to have looked. Policy: ORG-8."""
    ivy, address = visit("ivy"), f"/discrepancies/{in_storage.uuid}/check-out"
    jose, maria, gone, away = (
        Person(site=site, kind="student", given_name=given, family_name="Núñez", left_at=left)
        for given, site, left in (
            ("José", in_storage.audit.site, None), ("María", in_storage.audit.site, None),
            ("Gone", in_storage.audit.site, in_storage.made_at), ("Away", district.site("8729"), None),
        )
    )  # fmt: skip
    with at_a_desk():
        db.session.add_all([jose, maria, gone, away])
    asked = ivy.post(address, data={"person": "nunez"})
    assert asked.status_code == 200
    assert re.findall(r'name="chosen" value="([^"]+)"', asked.text) == [str(jose.uuid), str(maria.uuid)]
    assert "Who is it?" in asked.text
    looked = select(LookedAt.person_id).join(LookedAt.look).where(Look.kind == "search")
    assert set(db.session.scalars(looked)) == {jose.id, maria.id}
    for nobody, status in ((gone.uuid, 422), (away.uuid, 404), (uuid7(), 404)):
        assert ivy.post(address, data={"chosen": str(nobody)}).status_code == status
    assert how(in_storage) is None
    assert ivy.post(address, data={"chosen": str(maria.uuid)}).status_code == 303
    assert (how(in_storage), str(district.asset("A1030").holder)) == ("checked_out", "María Núñez")
    assert district.faults() == []


def test_checked_in_at_a_desk_it_settles_by_itself(in_storage: Discrepancy, district: District) -> None:
    with at_a_desk():
        custody.check_in(district.asset("A1030"), district.room("205"), district.act("jonas"))
    assert how(in_storage) == "checked_in"


def test_what_a_leaver_has_is_not_seen_in_a_room_of_the_school(
    phone: NewPhone, district: District, fixed_clock: FixedClock
) -> None:
    """In a classroom a device may be with its student; not with one who left."""
    ivy = phone("ivy")
    ivy.sends(ivy.sees("LIB", "A1030"), ivy.finishes("LIB"))
    assert db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "wrong_holder")).all() == []
    with at_a_desk():
        sam = db.session.scalars(select(Person).where(Person.family_name == "Nguyen")).one()
        sam.left_at = fixed_clock.now
    ivy.sends(ivy.sees("204", "A1030"), ivy.finishes("204"))
    assert len(db.session.scalars(select(Discrepancy).where(Discrepancy.kind == "wrong_holder")).all()) == 1


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
    page = ivy.get(f"/discrepancies/{two_bear.uuid}").text
    assert (page.count("X-7781 stays with this one"), "They are one device" in page) == (2, True)
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
