"""A teacher's Attention says what their own rooms, carts and counts left open; the IDM's says all. Policy: CUS-7."""

import re
from collections.abc import Callable

from app.db import db
from app.models import Person, Responsibility
from tests.carts.checking import confirms
from tests.conftest import Visits
from tests.district import District, Visitor
from tests.phones import Phone

NewPhone = Callable[[str], Phone]


def test_a_teacher_hears_of_their_own_and_the_manager_of_all(
    phone: NewPhone, visit: Visits, district: District
) -> None:
    ivy, tess = phone("ivy"), phone("tess")
    ivy.counts("204", "A1001", "A1003", "A1004", "A1005", "C1", "A1006", "A1007", "X-1")
    ivy.counts("205", "A1011", "A1012")
    ivy.sends(confirms(ivy, (2, "missing", "A1007")))
    ivy.sends(ivy.finishes("204"), ivy.finishes("205"))
    [refused] = ivy.sends(ivy.moves("Z-9", "205", base=None))
    assert refused["outcome"] == "rejected"
    manager, teacher = visit("ivy"), visit("tess")
    assert told(manager) == ({"A1002", "A1030", "A1007", "X-1"}, 5)
    assert told(teacher) == (set(), 0)
    assert "Nothing waits for you" in teacher.get("/attention").text

    # What she saw herself, wherever it was; what she sent herself.
    tess.sends(tess.sees("LIB", "X-2"), tess.finishes("LIB"))
    [own] = tess.sends(tess.moves("A1001", "205", base=None))
    assert own["outcome"] == "rejected"
    assert told(teacher) == ({"X-2"}, 2)

    answers(district, "205")
    assert told(teacher) == ({"X-2", "A1030"}, 3)
    answers(district, "204")
    assert told(teacher) == ({"X-2", "A1030", "A1002", "A1007", "X-1"}, 6)
    assert told(manager) == ({"X-2", "A1030", "A1002", "A1007", "X-1"}, 7)
    assert told(visit("paul"))[1] == 7
    assert told(visit("lola")) == (set(), 0)


def told(visitor: Visitor) -> tuple[set[str], int]:
    """The devices and codes of the list, and the number at the bell."""
    page = visitor.get("/attention").text
    main = page[page.index('<main class="main"') :]
    named = set(re.findall(r'<b class="tag">([^<]+)</b>', main)) | set(re.findall(r">(A10\d\d)<", main))
    bell = re.search(r"(\d+) waiting", page)
    return named, int(bell[1]) if bell else 0


def answers(district: District, room: str) -> None:
    """From now on Tess answers for what is in a room."""
    db.session.rollback()
    user = district.user("tess")
    user.person = user.person or Person(
        site_id=district.site("8217").id,
        kind="staff",
        given_name="Tess",
        family_name="Rivera",
        external_id="t-1",
    )
    db.session.flush()
    assert user.person_id
    db.session.add(
        Responsibility(
            room_id=district.room(room).id, person_id=user.person_id, began_at=district.act().happened_at
        )
    )
    db.session.commit()
