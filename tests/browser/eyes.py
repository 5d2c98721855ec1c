"""How a page is looked at: by axe, for what is too small to press or to read, for what is too wide."""

from pathlib import Path

from playwright.sync_api import Page, ViewportSize

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PHONE = ViewportSize(width=360, height=740)


def _axe(always: str = "") -> str:
    """Nothing is fetched a second time: what our style sheets may ask for is a rule of the house."""
    return f"""async options =>
    (await axe.run(document, {{resultTypes: ["violations"], preload: false, {always} ...options}})).violations
    .map(each => each.id + ": " + each.nodes.map(node => node.html.slice(0, 160)).join(" | "))"""


WRONG = _axe()
WRONG_OR_CROWDED = _axe('rules: {"target-size": {enabled: true}},')
FADED = _axe('runOnly: ["color-contrast", "link-in-text-block"],')
# What can be pressed, and the box a finger has: a ticked box is pressed by its label, a link in a sentence by its line.
SMALL = """(least = 44) => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.matches(".skip, [type=file], p a"))
    .map(each => [each, (each.closest("label") ?? each).getBoundingClientRect()])
    .filter(([, box]) => Math.round(box.height) < least || Math.round(box.width) < least)
    .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.width} × ${box.height}`)"""
UNDERSIZED = """() => [...document.querySelectorAll("body *")]
    .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(each => each.checkVisibility())
    .filter(each => parseFloat(getComputedStyle(each).fontSize) <
        (each.closest(".bar, .badge, .ring, unsent-pill") ? 12 : 14))
    .map(each => each.outerHTML.slice(0, 90))"""
WIDTH = "document.documentElement.scrollWidth"
# On a phone a bar lies over what is scrolled beneath it, which the rule takes for small; there we measure ourselves.
ON_A_PHONE = {"rules": {"target-size": {"enabled": False}}}


def faults_on_a_phone(page: Page) -> list[str]:
    """What axe finds, what is too wide, and what no finger hits."""
    page.evaluate(AXE)
    return [*page.evaluate(WRONG, ON_A_PHONE), *in_a_hand(page)]


def in_a_hand(page: Page) -> list[str]:
    wide = page.evaluate(WIDTH)
    return [
        *([f"{wide} px wide"] if wide > PHONE["width"] else []),
        *(f"small: {each}" for each in page.evaluate(SMALL, 44)),
    ]
