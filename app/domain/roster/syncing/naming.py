"""Names that are the same to whoever reads them, however they are written."""

import re
import unicodedata


def plain(text: str) -> str:
    """`Lincoln High School` and `LINCOLN  HIGH SCHOOL` alike."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return " ".join(letters.split()).casefold()


def plain_room(text: str) -> str:
    """`Room 2-B`, `Rm. 2B` and `2 b` alike."""
    bare = re.sub(r"^(room|rm|classroom|aula|sala)\b\.?", "", plain(text))
    return re.sub(r"[^a-z0-9]", "", bare) or re.sub(r"\s", "", plain(text))
