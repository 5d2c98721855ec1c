"""The same words, however they are written: “Asset #”, “ASSET_NUMBER” and “Número de Activo”, undressed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DOUBLED = re.compile(r" \(\d+\)$")
NUMBER_SIGN = re.compile(r"#|\bno\.|(?<=\w\s)no$|\bn[uú]m(?:ero)?\b\.?|\bn[º°]", re.IGNORECASE)
OTHER_THAN_WORDS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=5_000)
def key(text: str) -> str:
    """Small letters without accents, single spaces, and every sign of a number the word itself."""
    spelled = NUMBER_SIGN.sub(" number ", text.strip())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().casefold()
    return OTHER_THAN_WORDS.sub(" ", plain).strip()


def key_of_heading(name: str) -> str:
    """A doubled heading means what the first of its name means."""
    return key(DOUBLED.sub("", name))
