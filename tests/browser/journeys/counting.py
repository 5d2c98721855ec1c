"""The count screen as somebody uses it."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.asked import STORE, asked
from tests.browser.journeys.school import School

PATIENCE = 15_000


class Counting:
    """A room being counted on one phone."""

    def __init__(self, page: Page, school: School) -> None:
        self.page = page
        self.school = school
        self.card = page.locator("#verdict .verdict")
        self.pill = page.locator("unsent-pill")
        self.field = page.locator("code-scanner .typed input")
        self.ring = page.locator(".top .ring")

    def open(self, room: str) -> None:
        self.page.goto(f"/rooms/{self.school.room(room)}/count")
        expect(self.pill).to_be_visible()
        # Before the scripts are there, the form answers by itself, with a page.
        expect(self.page.locator("main :not(:defined)")).to_have_count(0)

    @property
    def name(self) -> str:
        """The UUID by which this page knows the count."""
        name = self.page.locator("room-count").get_attribute("data-audit")
        assert name
        return name

    def type(self, code: str) -> None:
        self.field.fill(code)
        self.field.press("Enter")

    def count(self, code: str, verdict: str = "here") -> None:
        """Type a code, and see what it means."""
        self.type(code)
        self.expect(verdict, code)

    def expect(self, kind: str, *words: str) -> None:
        """The words of a verdict, and the sign that it is kept."""
        card = self.page.locator(f"#verdict [data-verdict={kind}]:not([data-keeping])")
        for word in words or ("",):
            expect(card).to_contain_text(word, timeout=PATIENCE)

    def undo(self) -> None:
        """The button on the card."""
        self.card.get_by_role("button", name="Undo").click()

    def show(self, tab: str) -> None:
        self.page.get_by_role("tab", name=re.compile(f"^{tab}")).click()

    def row(self, tag: str) -> Locator:
        return self.page.locator("[role=tabpanel] .row", has_text=tag)

    def expect_numbers(self, to_find: int, seen: int, off: int, patience: int = PATIENCE) -> None:
        for panel, number in (("to-find", to_find), ("seen-panel", seen), ("off", off)):
            expect(self.page.locator(f"[data-count={panel}]")).to_have_text(str(number), timeout=patience)

    def expect_unsent(self, number: int) -> None:
        if number:
            expect(self.pill.locator("[data-number]:visible")).to_have_text(str(number), timeout=PATIENCE)
        else:
            expect(self.pill.locator("[data-in=sent]")).to_be_visible(timeout=PATIENCE)

    def see_difference(self) -> None:
        self.page.get_by_role("link", name="Finish room").click()
        expect(self.page.get_by_text("Before you finish")).to_be_visible()

    def finish(self) -> None:
        """Both taps; where nothing differs, the first of them does it."""
        self.page.get_by_role("link", name="Finish room").click()
        final = self.page.get_by_role("button", name="Finish room")
        ended = self.page.get_by_text("Who saw what").or_(self.page.get_by_text("Counted today")).first
        expect(final.or_(ended).first).to_be_visible()
        if self.page.locator("finish-room:not([data-at-once])").count():
            final.click()
        expect(ended).to_be_visible()

    def told(self) -> dict[str, Any]:
        """What scripts are told of this count."""
        return self.school.audit(self.name)

    def told_of_the_finished(self) -> dict[str, Any]:
        """What scripts are told of the count whose page is open."""
        return self.school.audit(self.page.url.partition("?")[0].rpartition("/")[2])

    def kept(self) -> list[dict[str, Any]]:
        """Every operation that this phone's own store holds, in the order of its numbers."""
        kept: list[dict[str, Any]] = asked(self.page, KEPT)
        return kept


KEPT = (
    f"async () => {{ {STORE}"
    """
    const database = await opened().catch((fault) => {
        if (fault.name !== "AbortError") throw fault
    })
    if (!database) return []
    try {
        const all = await asked(database.transaction("operations").objectStore("operations").getAll())
        return all.sort((one, other) => one.seq - other.seq)
    } finally {
        database.close()
    }
}"""
)
