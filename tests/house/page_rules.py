"""What our pages hold: words that can be translated, nothing inline, nothing unescaped."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import GETTEXT, SAID, Page, Tag, Word, at, read, scripts, styles, templates, words

TEMPLATE_LINES = 150
SCRIPT_LINES = 200
SEEN = {
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "title",
    "placeholder",
    "alt",
}
SEEN |= {"label", "hx-confirm", "hx-prompt", "summary"}
# What is the same in every language, and why.
SAME_EVERYWHERE = {
    "autofocus": "an attribute written by a macro",
    "Rollcall": "our name",
    "English": "a language names itself",
    "Español": "a language names itself",
    "CSV": "a format",
    "XLSX": "a format",
    "PDF": "a format",
    "JSON": "a format",
    "QR": "a kind of code",
    "MAC": "a kind of address",
    "SHA-256": "a kind of fingerprint",
    "px": "a unit",
    "mm": "a unit",
    "MB": "a unit",
}
CODE = {"code", "kbd", "samp", "script", "svg"}
ENGLISH = re.compile(r"[^\W\d_]{2,}|\b[AI]\b")
# A macro may say attributes for a tag that its caller opens.
ATTRIBUTES = re.compile(r"""[a-z-]+="[^"]*"( (required|disabled|checked|selected|multiple|hidden))*""")
# {tag} is a place that a script fills; an address of mail is the same in every language.
FILLED_LATER = re.compile(r"\{[a-z_]+\}|[\w.]*@[\w.]+")
ENGLISH_LITERAL = re.compile(r"^[A-Z][a-z]+(\W|$)")


def every_word_can_be_translated(root: Path) -> Iterator[str]:
    """A word on a page goes through {{ _("…") }} or {% trans %}, or Spanish readers meet English."""
    for path in _spoken(root):
        for text in Page(path).texts:
            if text.inside not in CODE and _english(text.text):
                yield f"{at(root, path, text.line)} “{text.text.strip()}”"


def every_spoken_attribute_can_be_translated(root: Path) -> Iterator[str]:
    """aria-label, title, placeholder and alt are read aloud or shown: they hold {{ _("…") }}, too."""
    for path in _spoken(root):
        for tag in Page(path).tags:
            for name, value in _seen(tag):
                if _english(value):
                    yield f"{at(root, path, tag.line)} {name}=“{value}”"


def every_word_given_to_a_macro_can_be_translated(root: Path) -> Iterator[str]:
    """A literal word inside {{ … }} or {% … %} stands in _("…"): {{ button(_("Finish room")) }}."""
    for path in _spoken(root):
        calls: list[bool] = []
        before: Word | None = None
        for word in words(path):
            if word.kind == "operator" and word.text == "(":
                calls.append(before is not None and before.text in GETTEXT)
            elif word.kind == "operator" and word.text == ")" and calls:
                calls.pop()
            elif word.kind == "string" and not any(calls) and _english_literal(word.text[1:-1]):
                yield f"{at(root, path, word.line)} {word.text}"
            before = word if word.kind != "whitespace" else before


def nothing_stands_inline(root: Path) -> Iterator[str]:
    """Our content security policy refuses style attributes, handlers and scripts inside a page.

    A class, a custom element or a file of static/ does the same.
    """
    for path in templates(root):
        for tag in Page(path).tags:
            for name, value in tag.attributes.items():
                if (
                    name == "style"
                    or name.startswith(("on", "hx-on"))
                    or re.match(r"\s*(javascript|js):", value)
                ):
                    yield f"{at(root, path, tag.line)} <{tag.name} {name}>"
            if tag.name == "style" or (tag.name == "script" and not _harmless(tag)):
                yield f"{at(root, path, tag.line)} <{tag.name}>"


def nothing_escapes_escaping(root: Path) -> Iterator[str]:
    """`|safe` and `autoescape false` let a device's name become a script. Compose templates instead."""
    for path in templates(root):
        before = ""
        for word in words(path):
            if word.kind == "name" and ((word.text == "safe" and before == "|") or word.text == "autoescape"):
                yield at(root, path, word.line)
            before = word.text if word.kind != "whitespace" else before


def templates_fit_on_a_page(root: Path) -> Iterator[str]:
    """A template past 150 lines is several things on the screen: give each its own _fragment."""
    for path in templates(root):
        lines = len(read(path).splitlines())
        if lines > TEMPLATE_LINES:
            yield f"{at(root, path)} has {lines} lines"


def scripts_stay_small(root: Path) -> Iterator[str]:
    """A script past 200 lines grows into a page application: one file, one element, one behaviour."""
    for path in scripts(root):
        lines = len(read(path).splitlines())
        if lines > SCRIPT_LINES:
            yield f"{at(root, path)} has {lines} lines"


def fields_speak_the_pages_language(root: Path) -> Iterator[str]:
    """A browser's own bubble about a field speaks the browser's language and is not part of the page.

    Whatever begins a page includes parts/_field_words.html, and no form gives that up; a button that only adds or
    removes a row may.
    """
    for path in templates(root):
        text = read(path)
        if "<html" in text and "parts/_field_words.html" not in text:
            yield f"{at(root, path)} begins a page and does not include parts/_field_words.html"
        if re.search(r"\bnovalidate", text):
            yield f"{at(root, path)} says novalidate: what is wrong is then told only after it was sent"


def pages_stand_either_way_up(root: Path) -> Iterator[str]:
    """A phone lies in a holder as well as in a hand: ask how wide it is, not which way it is held."""
    for path in styles(root):
        for number, line in enumerate(read(path).splitlines(), start=1):
            if re.search(r"\borientation\b", line):
                yield at(root, path, number)


def no_page_is_written_in_a_script(root: Path) -> Iterator[str]:
    """HTML made of strings is English and may be a stranger's: clone a <template> that the server wrote."""
    banned = re.compile(
        r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function)\b *[(+=]"
    )
    for path in scripts(root):
        for number, line in enumerate(read(path).splitlines(), start=1):
            if found := banned.search(line):
                yield f"{at(root, path, number)} {found[1]}"


def every_icon_is_in_the_sprite(root: Path) -> Iterator[str]:
    """An icon that tools/icons.txt does not list is an empty square: add it there, by its present name."""
    known = set(read(root / "tools" / "icons.txt").split())
    asked = re.compile(
        r"""\bicon\(\s*['"]([a-z0-9-]+)|icons\.svg#([a-z0-9-]+)|\bicon_name=['"]([a-z0-9-]+)"""
    )
    for path in templates(root):
        for number, line in enumerate(read(path).splitlines(), start=1):
            for names in asked.findall(line):
                name = next(name for name in names if name)
                if name not in known:
                    yield f"{at(root, path, number)} {name}"


def _spoken(root: Path) -> Iterator[Path]:
    """Templates whose words people read; the gallery shows the parts with invented devices in them."""
    return (path for path in templates(root) if path.parent.name != "gallery")


def _english(text: str) -> bool:
    left = FILLED_LATER.sub(" ", ATTRIBUTES.sub(" ", text).replace(SAID, " "))
    for same in SAME_EVERYWHERE:
        left = re.sub(rf"\b{re.escape(same)}\b", " ", left)
    return bool(ENGLISH.search(left))


def _english_literal(text: str) -> bool:
    return bool(ENGLISH_LITERAL.match(text)) and text not in SAME_EVERYWHERE


def _seen(tag: Tag) -> Iterator[tuple[str, str]]:
    for name, value in tag.attributes.items():
        pressed = (
            name == "value" and tag.name == "input" and tag.attributes.get("type") in {"submit", "button"}
        )
        described = name == "content" and tag.attributes.get("name") in {"description", "title"}
        if name in SEEN or pressed or described:
            yield name, value


def _harmless(script: Tag) -> bool:
    """A file of ours, or data that no browser runs."""
    return "src" in script.attributes or script.attributes.get("type") in {
        "application/json",
        "speculationrules",
    }
