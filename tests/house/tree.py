"""What the house rules look at: the project's own files, as text, as syntax, as pages."""

import ast
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"node_modules", "vendor", "instance", "screens", "__pycache__", ".venv", ".git"}
NOT_OURS |= {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
TEXT = {
    ".py",
    ".js",
    ".css",
    ".html",
    ".txt",
    ".md",
    ".toml",
    ".json",
    ".svg",
    ".typ",
    ".po",
    ".yml",
    ".yaml",
    "",
}

# What an expression leaves behind when a page is read as plain HTML.
SAID = "\N{OBJECT REPLACEMENT CHARACTER}"
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext", "lazy_gettext", "_l", "_n"}


def python(root: Path, *folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from _ours(root, folder, "*.py")


def templates(root: Path) -> Iterator[Path]:
    yield from _ours(root, "app/templates", "*.html")


def scripts(root: Path) -> Iterator[Path]:
    yield from _ours(root, "app/static", "*.js")


def styles(root: Path) -> Iterator[Path]:
    yield from _ours(root, "app/static", "*.css")


def texts(root: Path) -> Iterator[Path]:
    """Every text of the project, locks included."""
    yield from sorted(place for place in root.iterdir() if place.is_file() and place.suffix in TEXT)
    for place in sorted(root.iterdir()):
        if place.is_dir() and place.name not in NOT_OURS:
            yield from (path for path in _ours(root, place.name, "*") if path.suffix in TEXT)


def _ours(root: Path, folder: str, pattern: str) -> Iterator[Path]:
    for path in sorted((root / folder).rglob(pattern)):
        if path.is_file() and not NOT_OURS & set(path.relative_to(root).parts):
            yield path


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(read(path), filename=str(path))


def at(root: Path, path: Path, line: int = 0) -> str:
    place = path.relative_to(root).as_posix()
    return f"{place}:{line}" if line else place


class Word(NamedTuple):
    """A piece of a template: its kind and text as Jinja's lexer gives them."""

    line: int
    kind: str
    text: str


@cache
def words(path: Path) -> list[Word]:
    return [Word(*word) for word in Environment().lex(read(path))]  # noqa: S701 - only read, never rendered


class Tag(NamedTuple):
    line: int
    name: str
    attributes: dict[str, str]


class Text(NamedTuple):
    line: int
    inside: str
    text: str


class Page(HTMLParser):
    """A template as the HTML it would be: an expression is one mark, statements and translations are gone."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.texts: list[Text] = []
        self.inside: list[str] = []
        self.feed(_as_html(path))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        self.tags.append(Tag(line, tag, {name: value or "" for name, value in attrs}))
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append(Text(self.getpos()[0], self.inside[-1] if self.inside else "", data))


def _as_html(path: Path) -> str:
    """The template's own characters, line for line."""
    html = []
    translated = False
    statement = ""
    for word in words(path):
        if word.kind == "name" and statement == "?":
            statement = word.text
            translated = {"trans": True, "endtrans": False}.get(statement, translated)
        if word.kind == "block_begin":
            statement = "?"
        if word.kind == "variable_end":
            html.append(SAID)
        html.append(word.text if word.kind == "data" and not translated else "\n" * word.text.count("\n"))
    return "".join(html)
