"""Regions and ITS see where every site stands, with the numbers of the site's own page. Policy: CERT-4, ORG-4."""

import csv
from random import Random
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import audits, carts, certification, duties, losses, transfers
from app.domain.access import EVERYWHERE
from app.domain.audits import Count, Reading
from app.domain.carts import SlotSeen
from app.domain.certification import watching
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.jobs.watching import read_cycle
from app.models import Asset, Attestation, Certification, Cycle, Sighting
from app.routes.certification.watching import ORDERS, SHOWN
from tests.asking import as_read, questions
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor


@pytest.fixture
def opened(district: District) -> Cycle:
    begin_writing()
    cycle = certification.open_cycle(district.act("ian"))
    db.session.commit()
    return cycle


def sight(district: District, room: str, *tags: str, act: Act | None = None) -> None:
    audit = audits.join_or_open(uuid4(), district.room(room), act or district.act())
    for tag in tags:
        meant = [district.asset(tag)]
        audits.sight(Reading(Count.of(audit), uuid4(), tag, "camera", act or district.act(), meant))


def rows(who: Visitor, query: str = "") -> dict[str, dict[str, str]]:
    table = csv.DictReader(who.get(f"/cycles.csv{query}").text.lstrip("\ufeff").splitlines())
    return {row["Site"] if "Site" in row else row["Region"]: row for row in table}


class Year:
    """Whatever may happen to devices of two schools in a year, at random."""

    def __init__(self, district: District, seed: int) -> None:
        self.district, self.chance = district, Random(seed)
        self.tags = sorted(filter(None, db.session.scalars(select(Asset.tag))))

    def step(self, clock: FixedClock) -> None:
        clock.pass_time(hours=7)
        db.session.rollback()
        begin_writing()
        deed = self.chance.choice(
            [
                self.sees,
                self.sees,
                self.sees,
                self.undoes,
                self.loses,
                self.attests,
                self.confirms,
                self.sends,
            ]
        )
        try:
            deed()
            db.session.commit()
        except Refusal:
            db.session.rollback()

    def sees(self) -> None:
        room = self.chance.choice(["204", "205", "STO", "L1"])
        act = self.district.act("lola" if room == "L1" else "ivy")
        sight(self.district, room, self.chance.choice(self.tags), act=act)

    def undoes(self) -> None:
        made = db.session.scalars(select(Sighting).order_by(Sighting.id)).all()
        if made:
            audits.undo(self.chance.choice(made).uuid, self.district.act())

    def loses(self) -> None:
        losses.report(self._one(), self.chance.choice(["lost", "stolen"]), self.district.act())

    def attests(self) -> None:
        asset = self._one()
        found = certification.join(_cycle(), asset.site, self.district.act("ian"))
        certification.attest_holder(found, asset, "She has it.", self.district.act())
        if self.chance.random() < 0.3:
            said = select(Attestation).where(Attestation.withdrawn_at.is_(None)).limit(1)
            certification.withdraw(db.session.scalars(said).one(), self.district.act())

    def confirms(self) -> None:
        seen = SlotSeen(1, "present", self.district.asset(self.chance.choice(["A1006", "A1007", "A1001"])))
        carts.confirm(self.district.asset("C1"), [seen], uuid4(), self.district.act())

    def sends(self) -> None:
        its, lola = self.district.act("ian"), self.district.act("lola")
        transfer = transfers.pack(self.district.site("8217"), self.district.site("8729"), "Spare.", its)
        asset = self._one()
        transfers.put_on(transfer, [asset.tag or ""], its)
        transfers.send(transfer, its)
        if self.chance.random() < 0.7:
            transfers.accept_code(transfer, asset.tag or "", lola, self.district.room("L1"))

    def _one(self) -> Asset:
        return self.district.asset(self.chance.choice(self.tags))


def _cycle() -> Cycle:
    found = certification.current()
    assert found is not None
    return found


@pytest.mark.parametrize("kinds", [None, ["Laptop"]])
def test_whatever_happens_the_watch_says_what_each_site_s_own_page_says(
    kinds: list[str] | None, district: District, fixed_clock: FixedClock
) -> None:
    """Every device of the chosen kinds in exactly one of four ends, counted alike in both places. Policy: CERT-2."""
    begin_writing()
    certification.open_cycle(district.act("ian"), categories=kinds)
    db.session.commit()
    year, happened = Year(district, 5), set[str]()
    for n in range(32):
        year.step(fixed_clock)
        if n % 12 == 9:
            db.session.rollback()
            read_cycle()
        if n % 5 != 1:
            continue
        figures = watching.watch(_cycle(), EVERYWHERE)
        for found in db.session.scalars(select(Certification)):
            progress = certification.progress_of(found)
            watched = next(one for one in figures.sites if one.certification_id == found.id)
            assert watched.figures.counts == progress.counts, n
            assert watched.figures.percent == progress.percent
            assert sum(
                progress.counts[end] for end in ("sighted", "explained", "attested", "unaccounted")
            ) == len({one.asset_id for one in progress.ended})
            happened |= {one.end for one in progress.ended}
    assert happened == {"sighted", "explained", "attested", "unaccounted"}


def test_a_region_sees_its_own_schools_and_nobody_else_s(visit: Visits, opened: Cycle) -> None:
    """Policy: ORG-8."""
    rhea, leo, ian = visit("rhea"), visit("leo"), visit("ian")
    assert [set(rows(each)) for each in (rhea, leo)] == [
        {"Marshall Middle", "Lincoln High"},
        {"South Office"},
    ]
    assert set(rows(ian, "?region=SOUTH")) == {"South Office"}
    assert set(rows(ian, "?by=region")) == {"North", "South"}
    assert ("By region" in ian.get("/cycles").text, "By region" in rhea.get("/cycles").text) == (True, False)
    for page in ("/cycles", "/cycles.csv", "/cycles.pdf"):
        assert rhea.get(f"{page}?region=SOUTH").status_code == 404
        assert ian.get(f"{page}?region=NOWHERE").status_code == 404
        assert {visit(name).get(page).status_code for name in ("ivy", "paul", "tess")} == {403}
    stranger = visit(None).get("/cycles")
    assert (stranger.status_code, "Marshall" in stranger.text) == (303, False)


def test_the_table_is_searched_sorted_and_narrowed(
    visit: Visits, district: District, opened: Cycle, fixed_clock: FixedClock
) -> None:
    begin_writing()
    sight(district, "204", "A1001", "A1002", "B2001")
    training = duties.publish("Inventory", "Read this.", None, district.act("ian"))
    duties.complete(training, district.user("ivy"), district.act("ivy"))
    losses.report(district.asset("B2002"), "stolen", district.act("lola"))
    audits.finish(audits.join_or_open(uuid4(), district.room("204"), district.act()), district.act())
    db.session.commit()
    ian = visit("ian")

    def named(query: str) -> list[str]:
        part = ian.get(f"/cycles?{query}", headers={"HX-Target": "schools"}).text
        names = ("Marshall Middle", "Lincoln High", "South Office")
        return sorted((name for name in names if name in part), key=part.index)

    assert named("sort=name") == ["Lincoln High", "Marshall Middle", "South Office"]
    assert named("sort=name&down=1") == ["South Office", "Marshall Middle", "Lincoln High"]
    assert named("") == ["Marshall Middle", "Lincoln High", "South Office"]
    assert named("q=8729") == named("show=losses") == ["Lincoln High"]
    assert named("show=unready") == ["Lincoln High", "South Office"]
    assert named("show=open") == ["Marshall Middle"]
    assert named("state=accepted") == []
    assert named("from=3") == named("from=50") == []
    for query in [f"sort={word}" for word in (*ORDERS, "nothing")] + [
        f"show={word}" for word in (*SHOWN, "nothing")
    ]:
        assert ian.get(f"/cycles?{query}").status_code == 200
    told = rows(ian)["Marshall Middle"]
    assert (told["Sighted"], told["Trained this year"], told["Inventory device managers"]) == ("2", "1", "2")
    assert rows(ian)["Lincoln High"]["Losses reported"] == "1"
    assert len(questions(ian, "/cycles")) <= 24


def test_what_changed_in_a_week_and_how_the_weeks_went(
    app: Flask, visit: Visits, district: District, opened: Cycle, fixed_clock: FixedClock
) -> None:
    begin_writing()
    sight(district, "204", "A1001", "A1002", "A1003")
    db.session.commit()
    assert read_cycle() == 3
    fixed_clock.pass_time(days=8)
    read_cycle()
    begin_writing()
    sight(district, "205", "A1011", "A1012")
    db.session.commit()
    ian = visit("ian")
    told = rows(ian)["Marshall Middle"]
    assert (told["Percent"], told["Points changed"], told["Newly sighted"]) == ("41.6", "16.6", "2")
    page = ian.get("/cycles").text
    assert ("+16.6 points · 2 sighted" in page, "Since Oct 14, 2026" in as_read(page)) == (True, True)
    assert rows(ian, "?by=region")["North"]["Newly sighted"] == "2"
    weeks = watching.weeks_of(watching.watch(_cycle(), EVERYWHERE))
    assert [figures.sighted for _, figures in weeks[-2:]] == [3, 5]
    assert [figures.sighted for _, figures in weeks[:3]] == [0, 0, 0]
    read_cycle()
    assert rows(ian)["Marshall Middle"] == told
    begin_writing()
    found = certification.join(_cycle(), district.site("8217"), district.act("ian"))
    found.state = "signed"
    certification.reopen(found, "Twelve turned up.", district.act("ian"))
    db.session.commit()
    assert rows(ian)["Marshall Middle"] == told | {"State": "Settling what is off"}


def test_a_site_that_closed_is_watched_and_reminded_no_more(
    app: Flask, visit: Visits, district: District, opened: Cycle, fixed_clock: FixedClock
) -> None:
    fixed_clock.pass_time(days=230)
    begin_writing()
    district.site("8217").closed_on = opened.began_on
    db.session.commit()
    told = app.test_cli_runner().invoke(args=["remind"], catch_exceptions=False)
    assert "1 made" in told.output
    assert (
        "Nothing is due" in visit("ivy").get("/reminders").text,
        "Lincoln" in visit("lola").get("/reminders").text,
    ) == (
        True,
        True,
    )
    assert "Marshall Middle" not in rows(visit("ian"))
