"""What a school wants back of somebody who has left, and does not get: it was lost. Policy: CUS-3, LOSS-1."""

import pytest
from sqlalchemy import select

from app.db import db
from app.domain import custody, losses
from app.models import Collection
from tests.district import District
from tests.phones import at_a_desk
from tests.syncing.conftest import Sync, called, owed, student, teacher

EVERYBODY = [student("Sam", number="s-1"), student("Ana"), student("Ben", grade="12"), teacher("Tess")]


@pytest.mark.parametrize("first", ["comes in", "is lost"])
def test_what_was_lost_was_not_collected(district: District, sync: Sync, first: str) -> None:
    """Of two devices one is lost: whichever comes first, the school did not get back what it wanted. Policy: CUS-3."""
    sync({"users": EVERYBODY})
    with at_a_desk():
        custody.check_out(district.asset("A1020"), called("Sam"), district.act())
    sync({"users": EVERYBODY[1:]})
    with at_a_desk():
        for step in sorted(("comes in", "is lost"), key=lambda step: step != first):
            if step == "is lost":
                losses.report(district.asset("A1020"), "lost", district.act())
            else:
                custody.check_in(district.asset("A1030"), district.room("STO"), district.act())
    assert owed() == []
    assert [row.how for row in db.session.scalars(select(Collection))] == ["lost"]
