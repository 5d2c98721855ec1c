"""What people said of the columns of a list, kept under its headings, so that nobody is asked twice."""

from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.db import db
from app.domain.register.importing.naming import plain
from app.models import ColumnMap, User

Said = Mapping[str, str | None]
# The column that the list of refused rows has more than the file: with it or without, it is the same file.
REFUSED_BECAUSE = "refused_because"


def recalled(signature: str, header: tuple[str, ...]) -> dict[str, str | None] | None:
    """What was said of headings with this signature, under the file's own headings; None where nobody said."""
    kept = db.session.scalar(select(ColumnMap.columns).where(ColumnMap.signature == signature))
    return {name: kept.get(plain(name)) for name in header} if kept else None


def keep(signature: str, mapping: Said, by: User) -> None:
    """Keep what was said, in the place of what was said before."""
    kept = db.session.scalar(select(ColumnMap).where(ColumnMap.signature == signature))
    if kept is None:
        kept = ColumnMap(signature=signature)
    kept.columns = {plain(name): field for name, field in mapping.items()}
    kept.saved_at, kept.saved_by_id = clock.now(), by.id
    db.session.add(kept)
    db.session.flush()


def of_the_file(header: tuple[str, ...]) -> list[str]:
    """The headings that are the file's own."""
    return [name for name in header if name != REFUSED_BECAUSE]
