"""Ivy takes back what she sent; ITS reopens what was signed: nothing goes by silently. Policy: CERT-3."""

import re

from sqlalchemy import select

from app.db import begin_writing, db
from app.models import Attestation, Certification, Seal
from tests.asking import statements
from tests.certification.tablet import signs
from tests.conftest import Visits
from tests.district import PASSWORD, District

SAID = ("A1030", "A1020", "A1011", "A1012", "A1003", "A1004", "A1005")


def test_what_is_taken_back_is_neither_signed_nor_returned_by_whoever_has_it_open(
    marshall: str, visit: Visits, district: District
) -> None:
    ivy, paul = visit("ivy"), visit("paul")
    assert ivy.post(f"{marshall}/take-back", data={"comment": "Too early."}).status_code == 409
    ivy.post(f"{marshall}/review", data={"comment": "Room 205 is locked."})
    assert ivy.get(marshall).text.count("Take back from review") == 3
    page = paul.get(f"{marshall}/review").text
    assert ("Ivy Delgado laid this before you" in page, "Room 205 is locked." in page) == (True, True)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    assert ivy.post(f"{marshall}/take-back", data={"comment": " "}).status_code == 409
    assert (
        ivy.post(f"{marshall}/take-back", data={"comment": "The custodian has the key now."}).status_code
        == 303
    )
    form = {"name": "Paul Marshall", "password": PASSWORD, "seen": seen[1], "comment": "No."}
    for deed, status in (("signature", 422), ("return", 409)):
        refused = paul.post(f"{marshall}/{deed}", data=form)
        assert refused.status_code == status
        assert "Ivy Delgado took it back, with a word: “The custodian has the key now.”" in refused.text
    assert "Taken back by Ivy Delgado" in paul.get(f"{marshall}/review").text
    assert db.session.scalars(select(Seal)).all() == []
    ivy.post(f"{marshall}/review")
    signs(paul, marshall)
    assert ivy.post(f"{marshall}/take-back", data={"comment": "Once more."}).status_code == 409
    assert len(db.session.scalars(select(Seal)).all()) == 1


def test_what_was_attested_before_a_reopening_is_proposed_and_counts_once_it_is_confirmed(
    marshall: str, visit: Visits, district: District
) -> None:
    ivy, paul, ian = visit("ivy"), visit("paul"), visit("ian")
    for tag in SAID:
        word = {"asset": str(district.asset(tag).uuid), "kind": "holder", "word": f"{tag} is at home."}
        ivy.post(f"{marshall}/attestations", data=word)
    ivy.post(f"{marshall}/review")
    signs(paul, marshall)
    again = ian.post(f"{marshall}/reopen", data={"comment": "Twelve tablets turned up."}).location
    page = ivy.get(f"{again}/left").text
    assert page.count("Still so") == len(SAID)
    assert "7 words of the revision before are still to be confirmed." in ivy.get(again).text
    assert attested(district) == []

    first = re.findall(r'name="attestation" value="([^"]+)"', page)[0]
    with statements() as for_one:
        ivy.post(f"{again}/confirmations", data={"attestation": first})
    assert len(attested(district)) == 1
    assert ivy.post(f"{again}/confirmations", data={"attestation": first}).status_code == 404
    with statements() as for_all:
        ivy.post(f"{again}/confirmations")
    assert len(for_all) <= len(for_one)
    assert attested(district) == sorted(SAID)
    said = db.session.scalars(select(Attestation).where(Attestation.repeats_id.is_not(None))).all()
    assert {one.by.name for one in said} == {"Ivy Delgado"}
    assert "is it still so?" not in ivy.get(f"{again}/left").text

    ivy.post(f"{again}/review")
    page = paul.get(f"{again}/review").text
    assert [
        words in page for words in ("Revision 2: ITS reopened", "Twelve tablets turned up.", "Revision 1")
    ] == [True] * 3
    signs(paul, again)
    assert "A newer revision replaces it" in visit(None).get(f"/seals/{first_seal()}").text
    assert visit("lola").post(f"{again}/confirmations").status_code == 404


def test_an_absence_is_confirmed_only_while_it_shows_life(
    marshall: str, visit: Visits, district: District
) -> None:
    """Nothing was heard of it in this cycle: the old word alone does not do."""
    ivy, paul, ian = visit("ivy"), visit("paul"), visit("ian")
    begin_writing()
    found = db.session.scalars(
        select(Certification).where(Certification.site_id == district.site("8217").id)
    ).one()
    act = district.act("ivy")
    told = {"kind": "absence", "word": "At camp.", "alive_at": act.happened_at, "at": act.happened_at}
    db.session.add(
        Attestation(
            certification_id=found.id,
            asset_id=district.asset("A1030").id,
            by_id=district.user("ivy").id,
            **told,
        )
    )
    db.session.commit()
    ivy.post(f"{marshall}/review")
    signs(paul, marshall)
    again = ian.post(f"{marshall}/reopen", data={"comment": "Once more."}).location
    answer = ivy.post(f"{again}/confirmations", follow_redirects=True)
    assert "Device management heard nothing of A1030 in this cycle." in answer.text
    assert attested(district) == []


def attested(district: District) -> list[str]:
    """What stands attested in the revision that is at work, by tag."""
    db.session.rollback()
    query = select(Attestation).join(Certification, Certification.id == Attestation.certification_id)
    here = query.where(Certification.state != "reopened", Attestation.withdrawn_at.is_(None))
    return sorted(str(one.asset) for one in db.session.scalars(here))


def first_seal() -> str:
    return str(db.session.scalars(select(Seal.uuid).order_by(Seal.id)).first())
