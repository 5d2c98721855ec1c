"""A district moves over with the files that Snipe-IT itself gives away, the good one and the bad one."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.domain import ledger
from app.models import Asset, Checkout, Person, Room, Site
from tests.corpora import corpus
from tests.district import District
from tests.importing.conftest import Bring, counts, reasons

GOOD, BAD = "snipeit/assets-sample.csv", "snipeit/assets-sample-BAD.csv"


def how_many(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_good_sample_comes_in_whole(app: Flask, bring: Bring) -> None:
    """22 rows and 22 tags: each Company opens a site, each Location a room; 9 devices are in somebody's hands."""
    assert counts(bring(corpus(GOOD))) == (22, 22, 0, 0)
    with app.app_context():
        assert how_many(Asset) == 22
        assert (how_many(Site), how_many(Room)) == (22, 13)
        assert (how_many(Person), how_many(Checkout)) == (9, 9)
        excavator = db.session.scalars(select(Asset).where(Asset.tag == "NNH-3656031")).one()
        assert (excavator.site.name, str(excavator.room)) == ("Boyer and Sons", "Pacocha-Kiehn")
        assert (excavator.state, excavator.cost_cents) == ("deployed", 230_071)
        dragline = db.session.scalars(select(Asset).where(Asset.tag == "WBH-2841795")).one()
        assert (dragline.state, str(dragline.holder)) == ("checked_out", "Gage McCrackem")
        assert [*ledger.verify()] == []


def test_the_good_sample_comes_in_once(app: Flask, bring: Bring) -> None:
    bring(corpus(GOOD))
    assert counts(bring(corpus(GOOD))) == (22, 0, 0, 0)
    with app.app_context():
        assert (how_many(Asset), how_many(Site), how_many(Person)) == (22, 22, 9)
        assert [*ledger.verify()] == []


def test_the_bad_sample_comes_in_whole_at_a_site(district: District, bring: Bring) -> None:
    """200 rows and 200 tags, CR-only line ends, doubled headings: all taken, every one with a warning."""
    told = bring(corpus(BAD), "--site", district.marshall)
    assert counts(told) == (200, 200, 200, 0)
    assert reasons(told) == {
        ("warned", "mangled_by_spreadsheet"): 200,  # every model number
        ("warned", "holder_without_checkout"): 144,
        ("warned", "state_uncertain"): 71,  # Undeployable 32, Archived 39
        ("warned", "letters_mended"): 24,
    }
    query = select(Asset.state, func.count()).where(Asset.tag.like("%-_")).group_by(Asset.state)
    assert dict(db.session.execute(query).all()) == {
        "in_repair": 68,
        "disposed": 39,
        "lost": 37,
        "checked_out": 28,
        "deployed": 28,
    }
    assert district.faults() == []
    again = bring(corpus(BAD), "--site", district.marshall)
    assert (counts(again), reasons(again)) == ((200, 0, 200, 0), reasons(told))
    assert district.faults() == []


def test_the_bad_sample_says_of_fifteen_rows_alone_whose_they_are(app: Flask, bring: Bring) -> None:
    """Without a site the other 185, whose Company is blank, have nowhere to go."""
    told = bring(corpus(BAD))
    assert counts(told) == (15, 15, 15, 185)
    assert reasons(told)["refused", "no_site"] == 185
    assert counts(bring(corpus(BAD))) == (15, 0, 15, 185)


def test_a_rehearsal_says_the_same_and_changes_nothing(app: Flask, bring: Bring, tmp_path: Path) -> None:
    rehearsed = bring(corpus(GOOD), "--dry-run")
    with app.app_context():
        assert (how_many(Asset), how_many(Site), how_many(Person), how_many(Room)) == (0, 0, 0, 0)
    assert bring(corpus(GOOD)) == rehearsed
