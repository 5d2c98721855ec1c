"""A device seen without its holder: checked in, or out to whom it was found with, by badge or name. Policy: CUS-2."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import db, uuid7
from app.domain import custody
from app.models import Discrepancy, Look, LookedAt, Person
from tests.audits.test_settling_hands_and_codes import actions, how
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
