"""Each device of a site ends in exactly one way, and what it rests on is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from app.db import begin_writing, db
from app.domain import carts, certification
from app.domain.carts import SlotSeen
from app.models import Attestation, Certification, Responsibility, Site
from tests.certification.school import COUNTED, ends, staff_account
from tests.conftest import FixedClock
from tests.district import District


def test_every_site_certifies_by_the_end_of_june(district: District) -> None:
    begin_writing()
    cycle = certification.open_cycle(district.act("ian"))
    assert (cycle.name, cycle.due_on.isoformat(), cycle.began_on.isoformat()) == (
        "2026-27",
        "2027-06-30",
        "2026-07-01",
    )
    sites = set(db.session.scalars(select(Certification.site_id).where(Certification.cycle_id == cycle.id)))
    assert sites == set(db.session.scalars(select(Site.id)))
    with pytest.raises(certification.CycleThere):
        certification.open_cycle(district.act("ian"))


def test_each_device_ends_in_exactly_one_way(counted: Certification, district: District) -> None:
    found = ends(counted)
    assert {tag for tag, end in found.items() if end == "sighted"} == set(COUNTED)
    assert found["A1005"] == "explained"
    assert found["A1030"] == "unaccounted"
    assert len(found) == len(certification.ends_of(counted))
    db.session.add(
        Attestation(
            certification_id=counted.id,
            asset_id=district.asset("A1030").id,
            kind="holder",
            word="It is at home.",
            at=district.act().happened_at,
            by_id=district.user("ivy").id,
        )
    )
    db.session.flush()
    assert ends(counted)["A1030"] == "attested"


def test_a_state_without_its_paper_explains_nothing(counted: Certification, district: District) -> None:
    """Imported as stolen from a list, nobody ever reported it: it is unaccounted for."""
    db.session.execute(text("DELETE FROM losses"))
    assert ends(counted)["A1005"] == "unaccounted"


def test_a_count_by_whoever_answers_for_it_is_told_apart(
    counted: Certification, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: LAW-4."""
    cart, tess = district.asset("C1"), staff_account(district, "tess", "Tess", "Rivera")
    db.session.add(Responsibility(room_id=cart.room_id, person_id=tess.id, began_at=fixed_clock.now))
    fixed_clock.pass_time(minutes=1)
    carts.confirm(cart, [SlotSeen(1, "present", district.asset("A1006"))], uuid4(), district.act("tess"))
    by_tag = {one.leaf["tag"]: one for one in certification.ends_of(counted)}
    assert by_tag["A1006"].end == "sighted"
    assert (by_tag["A1006"].answering, by_tag["A1001"].answering) == (True, False)


def test_somebody_who_answered_for_a_room_last_year_is_another_now(
    counted: Certification, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: LAW-4."""
    ivy = staff_account(district, "ivy", "Ivy", "Delgado")
    began, ended = fixed_clock.now - timedelta(days=600), fixed_clock.now - timedelta(days=300)
    answered = Responsibility(
        room_id=district.room("204").id, person_id=ivy.id, began_at=began, ended_at=ended
    )
    db.session.add(answered)
    db.session.flush()
    by_tag = {one.leaf["tag"]: one for one in certification.ends_of(counted)}
    assert by_tag["A1001"].answering is False
