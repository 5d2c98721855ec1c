"""The counts of a school, newest first, page after page."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from app.routes.audits import showing
from tests.conftest import FixedClock, Visits
from tests.phones import Phone


def test_older_counts_are_a_page_further(
    phone: Callable[[str], Phone], visit: Visits, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "MOST", 2)
    tess, ivy = phone("tess"), visit("ivy")
    for room in ("204", "205", "LIB", "STO"):
        tess.counts(room, "A1001")
        fixed_clock.pass_time(minutes=2)
    seen, address = list[str](), "/audits"
    while address:
        page = ivy.get(address)
        assert page.status_code == 200
        seen += re.findall(r'<a href="/audits/[0-9a-f-]+">([^<]+)<', page.text)
        onward = re.search(r'href="([^"]+)" rel="next"', page.text)
        address = unescape(onward[1]) if onward else ""
    assert seen == ["Storage", "Library", "Room 205", "Room 204"]
    assert ivy.get("/audits?after=rubbish").status_code == 404
