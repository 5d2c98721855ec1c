"""Marshall Middle is reviewed and signed for, and the seal outlives what follows."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.db import begin_writing, db
from app.domain import certification, losses
from app.domain.certification import Keyring, Signing
from app.domain.refusals import NoWord
from app.files.seals import PublicKey, check, fingerprint
from app.models import Certification, Seal
from tests.certification.school import signs
from tests.conftest import FixedClock
from tests.district import District


def test_the_principal_signs_and_the_seal_outlives_what_follows(
    counted: Certification, district: District, keyring: Keyring, fixed_clock: FixedClock
) -> None:
    published = keyring.make()
    certification.send_for_review(counted, district.act("ivy"))
    sealed = signs(counted, keyring, district)
    db.session.commit()
    begin_writing()
    losses.report(district.asset("A1001"), "lost", district.act("ivy"))
    db.session.commit()
    checked = check(sealed.record, PublicKey.read(published.pem.encode()), site="8217")
    assert checked.faults == ()
    assert checked.head["counted_by"] == ["Ivy Delgado"]
    assert (checked.head["counts"]["sighted"], checked.head["counts"]["explained"]) == (3, 1)
    assert counted.state == "signed"
    begin_writing()
    for statement in (
        "UPDATE seals SET record = '{}'",
        "DELETE FROM seals",
        "DELETE FROM certification_steps",
    ):
        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.execute(text(statement))


def test_nobody_signs_for_what_changed_since_they_opened_it(
    counted: Certification, district: District, keyring: Keyring, fixed_clock: FixedClock
) -> None:
    keyring.make()
    certification.send_for_review(counted, district.act("ivy"))
    seen = fingerprint(one.leaf for one in certification.ends_of(counted))
    fixed_clock.pass_time(minutes=1)
    losses.report(district.asset("A1001"), "lost", district.act("ivy"))
    with pytest.raises(certification.ChangedSinceOpened):
        signs(counted, keyring, district, seen=seen)


def test_nobody_signs_twice_or_unreviewed_or_under_another_name(
    counted: Certification, district: District, keyring: Keyring
) -> None:
    keyring.make()
    with pytest.raises(certification.NotNow):
        signs(counted, keyring, district)
    certification.send_for_review(counted, district.act("ivy"))
    with pytest.raises(certification.NotTheName):
        signs(counted, keyring, district, typed_name="Ivy Delgado")
    signs(counted, keyring, district)
    with pytest.raises(certification.NotNow):
        signs(counted, keyring, district)


def test_what_is_said_at_a_step_stays_of_a_length_that_a_page_can_show(
    counted: Certification, district: District, keyring: Keyring
) -> None:
    keyring.make()
    certification.send_for_review(counted, district.act("ivy"), "long " * 100_000)
    signs(counted, keyring, district, typed_name="Paul" + " " * 100_000 + "Marshall")
    sealed = db.session.scalars(select(Seal)).one()
    assert sealed.head["signed"]["typed"] == "Paul Marshall"
    again = certification.reopen(counted, "why " * 100_000, district.act("ian"))
    said = [step.comment for step in (*counted.steps, *again.steps) if step.comment]
    assert [len(word) <= 1000 for word in said] == [True] * 3


def test_whoever_counted_alone_does_not_sign(
    counted: Certification, district: District, keyring: Keyring
) -> None:
    """Policy: LAW-4."""
    keyring.make()
    certification.send_for_review(counted, district.act("ivy"))
    leaves = [one.leaf for one in certification.ends_of(counted)]
    alone = Signing("I certify.", "en", "Ivy Delgado", b"PNG", fingerprint(leaves))
    with pytest.raises(certification.SoleCounter):
        certification.sign(counted, alone, keyring, district.act("ivy"))


def test_a_reopened_certification_is_a_new_revision_that_names_the_old(
    counted: Certification, district: District, keyring: Keyring
) -> None:
    keyring.make()
    certification.send_for_review(counted, district.act("ivy"))
    with pytest.raises(NoWord):
        certification.return_(counted, " ", district.act("paul"))
    certification.return_(counted, "Room 205 is not counted.", district.act("paul"))
    certification.send_for_review(counted, district.act("ivy"))
    first = signs(counted, keyring, district)
    certification.accept(counted, district.act("ian"))
    again = certification.reopen(counted, "Twelve tablets turned up.", district.act("ian"))
    certification.send_for_review(again, district.act("ivy"))
    second = signs(again, keyring, district)
    assert second.head["certification"] == {
        "uuid": str(again.uuid),
        "revision": 2,
        "replaces": str(first.uuid),
    }
    assert certification.standing(counted.cycle, counted.site) is again
    assert [step.step for step in counted.steps] == [
        "opened", "sent_for_review", "returned", "sent_for_review", "signed", "accepted", "reopened",
    ]  # fmt: skip


def test_a_key_is_rotated_and_the_old_one_goes_on_checking(
    counted: Certification, district: District, keyring: Keyring, fixed_clock: FixedClock
) -> None:
    old = keyring.make()
    with pytest.raises(certification.KeyThere):
        keyring.make()
    fixed_clock.pass_time(days=1)
    new = keyring.make(rotate=True)
    assert (old.state, new.state, certification.signing_key()) == ("retired", "signs", new)
    certification.send_for_review(counted, district.act("ivy"))
    sealed = signs(counted, keyring, district)
    assert [fault.what for fault in check(sealed.record, PublicKey.read(old.pem.encode())).faults] == [
        "other_key"
    ]
    assert check(sealed.record, PublicKey.read(new.pem.encode())).holds
    locked = Keyring(keyring.folder, "other words")
    with pytest.raises(certification.NoKey):
        locked.signing()
