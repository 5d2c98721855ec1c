"""Paper: a typst template and data become a tagged PDF, the same on every machine."""

import json
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

MISSING = "□"
LONGEST = 400
REMEMBERED_RUNS = 10

Said = TypeVar("Said")


def typeset(template: Path, document: Mapping[str, Any]) -> bytes:
    """PDF/UA-1 in the fonts typst brings along. The template finds the data in `sys.inputs.document` as JSON,
    so nothing a person wrote is ever read as markup.
    """
    try:
        return _compile(template.read_bytes(), document=json.dumps(document))
    finally:
        _forget()


def in_language(words: Mapping[str, Said], language: str) -> Said:
    """The words for a language tag such as "es" or "es-US"; English where there are none yet."""
    return words.get(language[:2].lower(), words["en"])


def legible(text: str) -> str:
    """One line of the text without controls; what no font can draw becomes a box, seen to be missing."""
    kept = (c for c in text[:LONGEST] if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(map(_drawn, unicodedata.normalize("NFC", "".join(kept)).split()))


def _drawn(word: str) -> str:
    if word.isascii() or _can_draw(word):
        return word
    runs = groupby(word, lambda character: character.isascii() or _can_draw(character))
    boxed = "".join("".join(run) if drawn else MISSING for drawn, run in runs)
    return boxed if _can_draw(boxed) else MISSING


@lru_cache(maxsize=65536)
def _can_draw(word: str) -> bool:
    """PDF/UA refuses a whole document for one missing glyph, so the typesetter is asked, once a word."""
    import typst

    try:
        _compile(b'#set document(title: "?", date: none)\n#sys.inputs.word', word=word)
    except typst.TypstError:
        return False
    return True


def _compile(source: bytes, **inputs: str) -> bytes:
    import typst

    return typst.compile(
        source, None, format="pdf", ignore_system_fonts=True, sys_inputs=inputs, pdf_standards="ua-1"
    )


def _forget() -> None:
    """Typst keeps what its last ten runs made, 200 MB for 1,500 labels: ten empty runs let go of it."""
    for _ in range(REMEMBERED_RUNS):
        _compile(b'#set document(title: "-", date: none)')
