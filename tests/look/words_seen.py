"""What a person reads on a page, and which of it is still English."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parents[2] / "app/translations/es/LC_MESSAGES/messages.po"
SPOKEN = {
    "aria-label",
    "title",
    "placeholder",
    "alt",
    "data-confirm",
    "data-confirm-more",
    "data-confirm-word",
}
UNREAD = {"script", "style", "svg"}
# What joins sentences of ours, and sentences with what the register holds.
JOINS = re.compile(r" · |: |\n")
PLACEHOLDER = re.compile(r"%\\\(\w+\\\)[sd]|\\\{\w+\\\}")


class Page(HTMLParser):
    """The texts and the spoken attributes of a page, the templates that scripts fill included."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.title = ""
        self.texts: list[str] = []
        self._inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = told.get("lang", "")
        if told.get("lang", self.language) == self.language:
            self.texts += [told[name] for name in sorted(SPOKEN & set(told))]
        if tag not in {"meta", "link", "input", "img", "br", "hr", "source"}:
            foreign = "lang" in told and told["lang"] != self.language
            self._inside.append("script" if foreign else tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if UNREAD & set(self._inside) and "title" not in self._inside:
            return
        if self._inside and self._inside[-1] == "title":
            self.title += data
        self.texts.append(" ".join(data.split()))


class Sentence(NamedTuple):
    """A sentence of ours whose Spanish differs, and what it looks like when its places are filled."""

    english: str
    shape: re.Pattern[str]


def sentences() -> list[Sentence]:
    """Every sentence of the catalogue that reads otherwise in Spanish."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="es")
    pairs = [
        pair for message in catalogue for pair in zip(_forms(message.id), _forms(message.string), strict=True)
    ]
    return [
        Sentence(english, _shape(english)) for english, spanish in pairs if english and english != spanish
    ]


def english_in(page: Page, sentences: Iterable[Sentence], data: set[str]) -> Iterator[tuple[str, str]]:
    """The texts that are an English sentence of ours, with that sentence. What the register holds is `data`."""
    written = re.compile(
        "|".join(map(re.escape, sorted(filter(_written, data), key=len, reverse=True))) or "$^"
    )
    for whole in page.texts:
        text = written.sub("", whole)
        for part in {text, *JOINS.split(text)}:
            said = part.strip(" .…")
            if said and part.strip() not in data and whole not in data:
                yield from (
                    (whole, sentence.english) for sentence in sentences if sentence.shape.fullmatch(said)
                )


def _forms(said: str | Sequence[str] | None) -> list[str]:
    """A sentence, or its singular and its plural."""
    return [said] if isinstance(said, str) else list(said or [])


def _shape(english: str) -> re.Pattern[str]:
    plain = re.escape(english.replace("%%", "%").strip(" .…"))
    return re.compile(PLACEHOLDER.sub(".+", plain))


def _written(value: str) -> bool:
    """Whether somebody wrote this as a sentence of their own, which may stand within one of ours."""
    return len(value) > 12 and " " in value
