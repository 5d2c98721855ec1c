"""What a site sealed is what every watch says of it, whatever moves in its register since. Policy: CERT-4, CERT-5."""

import csv
from uuid import uuid4

import pypdfium2
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import audits
from app.domain.access import EVERYWHERE
from app.domain.audits import Count, Reading
from app.domain.certification import current
from app.domain.certification.watching import cycles_of, watch
from app.jobs.watching import read_cycle
from app.models import Cycle, Seal
from tests.asking import questions
from tests.certification.tablet import signs
from tests.conftest import FixedClock, Visits
from tests.district import District, Visitor


def test_a_site_that_signed_stands_as_it_sealed_until_it_is_reopened(
    marshall: str, visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    """Before a reading and after it: table, region, both files, the hero, and the line of its cycle."""
    visit("ivy").post(f"{marshall}/review")
    signs(visit("paul"), marshall)
    counts = db.session.scalars(select(Seal)).one().head["counts"]
    fixed_clock.pass_time(minutes=1)
    read_cycle()
    for moved, reads in (("A1003", False), ("A1011", True), ("A1012", False)):
        fixed_clock.pass_time(hours=8)
        sight(district, moved)
        ian = visit("ian")
        db.session.rollback()
        if reads:
            read_cycle()
        assert row(ian)["Sighted"] == str(counts["sighted"]) == "2"
        assert row(ian, "?by=region")["Sighted"] == "2"
        seen = watch(standing(), EVERYWHERE)
        assert (seen.figures.sighted, [one.figures for one in cycles_of(EVERYWHERE)]) == (2, [seen.figures])
    page = ian.get("/cycles").text
    assert ("16.6" in page, "Sites that signed count as they were sealed" in page) == (True, True)
    paper = pypdfium2.PdfDocument(ian.get("/cycles.pdf").data)
    told = "".join(one.get_textpage().get_text_bounded() for one in paper)
    assert ("16.6" in told, "41.6" in told) == (True, False)
    assert "As the register stands now: 41.6" in ian.get(marshall).text
    for page in ("shares", "left"):
        assert (
            "As the register stands today. What was sealed stays as it was."
            in ian.get(f"{marshall}/{page}").text
        )
    assert len(questions(ian, "/cycles")) <= 24

    fixed_clock.pass_time(minutes=1)
    ian.post(f"{marshall}/reopen", data={"comment": "Three turned up."})
    assert row(ian)["Sighted"] == "5"
    read_cycle()
    assert row(ian)["Sighted"] == "5"


def sight(district: District, tag: str) -> None:
    db.session.rollback()
    begin_writing()
    audit = audits.join_or_open(uuid4(), district.room("204"), district.act())
    audits.sight(Reading(Count.of(audit), uuid4(), tag, "camera", district.act(), [district.asset(tag)]))
    db.session.commit()


def standing() -> Cycle:
    found = current()
    assert found is not None
    return found


def row(who: Visitor, query: str = "") -> dict[str, str]:
    """Marshall, or its region."""
    table = csv.DictReader(who.get(f"/cycles.csv{query}").text.lstrip("\ufeff").splitlines())
    return next(each for each in table if each.get("Site", each["Region"]) in ("Marshall Middle", "North"))
