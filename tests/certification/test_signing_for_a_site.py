"""Marshall Middle is counted, reviewed and signed for, and the seal outlives what follows."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.db import begin_writing, db
from app.domain import audits, carts, certification, losses
from app.domain.audits import Count, Reading
from app.domain.carts import SlotSeen
from app.domain.certification import Keyring, Signing
from app.files.seals import PublicKey, check, fingerprint
from app.models import Attestation, Certification, Person, Responsibility, Seal, Site
from tests.conftest import FixedClock
from tests.district import District

COUNTED = ("A1001", "A1002", "A1003")


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys", "nine words long")


@pytest.fixture
def marshall(district: District, fixed_clock: FixedClock) -> Certification:
    """A cycle is open; Ivy counted three devices of room 204, and A1005 was reported stolen."""
    begin_writing()
    cycle = certification.open_cycle(district.act("ian"))
    found = certification.standing(cycle, district.site("8217"))
    assert found is not None
    fixed_clock.pass_time(minutes=1)
    act = district.act("ivy")
    audit = audits.join_or_open(uuid4(), district.room("204"), act)
    for tag in COUNTED:
        audits.sight(Reading(Count.of(audit), uuid4(), tag, "camera", act, [district.asset(tag)]))
    losses.report(district.asset("A1005"), "stolen", act)
    db.session.commit()
    begin_writing()
    return found


def ends(found: Certification) -> dict[str, str]:
    return {str(one.leaf["tag"]): one.end for one in certification.ends_of(found)}


def signs(found: Certification, keyring: Keyring, district: District, **more: Any) -> Seal:
    leaves = [one.leaf for one in certification.ends_of(found)]
    told = {
        "statement": "I certify this inventory.", "language": "en", "typed_name": "paul  marshall", "mark": b"PNG",
        "seen": fingerprint(leaves),
    }  # fmt: skip
    return certification.sign(found, Signing(**(told | more)), keyring, district.act("paul"))


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


def test_each_device_ends_in_exactly_one_way(marshall: Certification, district: District) -> None:
    found = ends(marshall)
    assert {tag for tag, end in found.items() if end == "sighted"} == set(COUNTED)
    assert found["A1005"] == "explained"
    assert found["A1030"] == "unaccounted"
    assert len(found) == len(certification.ends_of(marshall))
    db.session.add(
        Attestation(
            certification_id=marshall.id,
            asset_id=district.asset("A1030").id,
            kind="holder",
            word="It is at home.",
            at=district.act().happened_at,
            by_id=district.user("ivy").id,
        )
    )
    db.session.flush()
    assert ends(marshall)["A1030"] == "attested"


def test_a_state_without_its_paper_explains_nothing(marshall: Certification, district: District) -> None:
    """Imported as stolen from a list, nobody ever reported it: it is unaccounted for."""
    db.session.execute(text("DELETE FROM losses"))
    assert ends(marshall)["A1005"] == "unaccounted"


def test_a_count_by_whoever_answers_for_it_is_told_apart(
    marshall: Certification, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: LAW-4."""
    cart, tess = (
        district.asset("C1"),
        Person(
            site_id=district.site("8217").id,
            kind="staff",
            given_name="Tess",
            family_name="Rivera",
            badge="900001",
        ),
    )
    db.session.add(tess)
    db.session.flush()
    district.user("tess").person_id = tess.id
    db.session.add(Responsibility(room_id=cart.room_id, person_id=tess.id, began_at=fixed_clock.now))
    fixed_clock.pass_time(minutes=1)
    carts.confirm(cart, [SlotSeen(1, "present", district.asset("A1006"))], uuid4(), district.act("tess"))
    by_tag = {one.leaf["tag"]: one for one in certification.ends_of(marshall)}
    assert by_tag["A1006"].end == "sighted"
    assert (by_tag["A1006"].answering, by_tag["A1001"].answering) == (True, False)


def test_the_principal_signs_and_the_seal_outlives_what_follows(
    marshall: Certification, district: District, keyring: Keyring, fixed_clock: FixedClock
) -> None:
    published = keyring.make()
    certification.send_for_review(marshall, district.act("ivy"))
    sealed = signs(marshall, keyring, district)
    db.session.commit()
    begin_writing()
    losses.report(district.asset("A1001"), "lost", district.act("ivy"))
    db.session.commit()
    checked = check(sealed.record, PublicKey.read(published.pem.encode()), site="8217")
    assert checked.faults == ()
    assert checked.head["counted_by"] == ["Ivy Delgado"]
    assert (checked.head["counts"]["sighted"], checked.head["counts"]["explained"]) == (3, 1)
    assert marshall.state == "signed"
    begin_writing()
    for statement in (
        "UPDATE seals SET record = '{}'",
        "DELETE FROM seals",
        "DELETE FROM certification_steps",
    ):
        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.execute(text(statement))


def test_nobody_signs_for_what_changed_since_they_opened_it(
    marshall: Certification, district: District, keyring: Keyring, fixed_clock: FixedClock
) -> None:
    keyring.make()
    certification.send_for_review(marshall, district.act("ivy"))
    seen = fingerprint(one.leaf for one in certification.ends_of(marshall))
    fixed_clock.pass_time(minutes=1)
    losses.report(district.asset("A1001"), "lost", district.act("ivy"))
    with pytest.raises(certification.ChangedSinceOpened):
        signs(marshall, keyring, district, seen=seen)


def test_nobody_signs_twice_or_unreviewed_or_under_another_name(
    marshall: Certification, district: District, keyring: Keyring
) -> None:
    keyring.make()
    with pytest.raises(certification.NotNow):
        signs(marshall, keyring, district)
    certification.send_for_review(marshall, district.act("ivy"))
    with pytest.raises(certification.NotTheName):
        signs(marshall, keyring, district, typed_name="Ivy Delgado")
    signs(marshall, keyring, district)
    with pytest.raises(certification.NotNow):
        signs(marshall, keyring, district)


def test_what_is_said_at_a_step_stays_of_a_length_that_a_page_can_show(
    marshall: Certification, district: District, keyring: Keyring
) -> None:
    keyring.make()
    certification.send_for_review(marshall, district.act("ivy"), "long " * 100_000)
    signs(marshall, keyring, district, typed_name="Paul" + " " * 100_000 + "Marshall")
    sealed = db.session.scalars(select(Seal)).one()
    assert sealed.head["signed"]["typed"] == "Paul Marshall"
    again = certification.reopen(marshall, "why " * 100_000, district.act("ian"))
    said = [step.comment for step in (*marshall.steps, *again.steps) if step.comment]
    assert [len(word) <= 1000 for word in said] == [True] * 3


def test_whoever_counted_alone_does_not_sign(
    marshall: Certification, district: District, keyring: Keyring
) -> None:
    """Policy: LAW-4."""
    keyring.make()
    certification.send_for_review(marshall, district.act("ivy"))
    leaves = [one.leaf for one in certification.ends_of(marshall)]
    alone = Signing("I certify.", "en", "Ivy Delgado", b"PNG", fingerprint(leaves))
    with pytest.raises(certification.SoleCounter):
        certification.sign(marshall, alone, keyring, district.act("ivy"))


def test_a_reopened_certification_is_a_new_revision_that_names_the_old(
    marshall: Certification, district: District, keyring: Keyring
) -> None:
    keyring.make()
    certification.send_for_review(marshall, district.act("ivy"))
    with pytest.raises(certification.NoWord):
        certification.return_(marshall, " ", district.act("paul"))
    certification.return_(marshall, "Room 205 is not counted.", district.act("paul"))
    certification.send_for_review(marshall, district.act("ivy"))
    first = signs(marshall, keyring, district)
    certification.accept(marshall, district.act("ian"))
    again = certification.reopen(marshall, "Twelve tablets turned up.", district.act("ian"))
    certification.send_for_review(again, district.act("ivy"))
    second = signs(again, keyring, district)
    assert second.head["certification"] == {
        "uuid": str(again.uuid),
        "revision": 2,
        "replaces": str(first.uuid),
    }
    assert certification.standing(marshall.cycle, marshall.site) is again
    assert [step.step for step in marshall.steps] == [
        "opened", "sent_for_review", "returned", "sent_for_review", "signed", "accepted", "reopened",
    ]  # fmt: skip


def test_spot_checks_are_drawn_once_and_seen_by_somebody_else(
    marshall: Certification, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: LAW-4."""
    drawn = certification.draw(marshall, district.act("paul"), random.Random(7))
    assert {str(one.asset) for one in drawn} == set(COUNTED)
    assert certification.draw(marshall, district.act("paul")) == drawn
    seen = certification.see(marshall, "A1002", district.act("paul"))
    assert seen.seen_by == district.user("paul")
    assert seen.seen_at == fixed_clock.now
    with pytest.raises(certification.NotDrawn):
        certification.see(marshall, "A1011", district.act("paul"))


def test_whoever_answers_for_the_room_or_its_cart_checks_nothing_in_it(
    marshall: Certification, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: LAW-4."""
    tess = Person(site_id=marshall.site_id, kind="staff", given_name="Tess", family_name="Rivera")
    db.session.add(tess)
    db.session.flush()
    district.user("tess").person_id = tess.id
    room = district.room("204")
    db.session.add(Responsibility(room_id=room.id, person_id=tess.id, began_at=fixed_clock.now))
    fixed_clock.pass_time(minutes=1)
    carts.confirm(
        district.asset("C1"), [SlotSeen(1, "present", district.asset("A1006"))], uuid4(), district.act()
    )
    certification.draw(marshall, district.act("paul"))
    for tag in ("A1001", "A1006"):
        with pytest.raises(certification.SameEyes):
            certification.see(marshall, tag, district.act("tess"))
    assert certification.see(marshall, "A1006", district.act("paul")).seen_by == district.user("paul")


def test_whoever_alone_has_seen_a_device_does_not_check_it_again(
    marshall: Certification, district: District
) -> None:
    """Policy: LAW-4."""
    certification.draw(marshall, district.act("paul"))
    with pytest.raises(certification.SameEyes):
        certification.see(marshall, "A1001", district.act("ivy"))
    assert certification.see(marshall, "A1001", district.act("jonas")).seen_by == district.user("jonas")


def test_what_is_sealed_draws_no_more_spot_checks(
    marshall: Certification, district: District, keyring: Keyring
) -> None:
    keyring.make()
    certification.send_for_review(marshall, district.act("ivy"))
    certification.draw(marshall, district.act("paul"))
    signs(marshall, keyring, district)
    with pytest.raises(certification.NotNow):
        certification.see(marshall, "A1001", district.act("paul"))
    with pytest.raises(certification.NotNow):
        certification.draw(marshall, district.act("paul"))


def test_somebody_who_answered_for_a_room_last_year_is_another_now(
    marshall: Certification, district: District, fixed_clock: FixedClock
) -> None:
    """Policy: LAW-4."""
    ivy = Person(site_id=marshall.site_id, kind="staff", given_name="Ivy", family_name="Delgado")
    db.session.add(ivy)
    db.session.flush()
    district.user("ivy").person_id = ivy.id
    began, ended = fixed_clock.now - timedelta(days=600), fixed_clock.now - timedelta(days=300)
    answered = Responsibility(
        room_id=district.room("204").id, person_id=ivy.id, began_at=began, ended_at=ended
    )
    db.session.add(answered)
    db.session.flush()
    by_tag = {one.leaf["tag"]: one for one in certification.ends_of(marshall)}
    assert by_tag["A1001"].answering is False


def test_a_key_is_rotated_and_the_old_one_goes_on_checking(
    marshall: Certification, district: District, keyring: Keyring, fixed_clock: FixedClock
) -> None:
    old = keyring.make()
    with pytest.raises(certification.KeyThere):
        keyring.make()
    fixed_clock.pass_time(days=1)
    new = keyring.make(rotate=True)
    assert (old.state, new.state, certification.signing_key()) == ("retired", "signs", new)
    certification.send_for_review(marshall, district.act("ivy"))
    sealed = signs(marshall, keyring, district)
    assert [fault.what for fault in check(sealed.record, PublicKey.read(old.pem.encode())).faults] == [
        "other_key"
    ]
    assert check(sealed.record, PublicKey.read(new.pem.encode())).holds
    locked = Keyring(keyring.folder, "other words")
    with pytest.raises(certification.NoKey):
        locked.signing()
