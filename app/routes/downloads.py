"""Files that a page hands out: papers to be looked at, tables for other people's programs."""

from collections.abc import Iterable, Sequence

from flask import Response, stream_with_context

from app.files.exporting import Value, csv_rows


def pdf(data: bytes, name: str) -> Response:
    """A paper that the browser shows; `name` is what it is called where it is kept."""
    return Response(data, mimetype="application/pdf", headers=named(name, "inline"))


def csv(header: Sequence[str], rows: Iterable[Sequence[Value]], name: str) -> Response:
    """A table in pieces, however many rows there are, as a file of this name."""
    pieces = stream_with_context(csv_rows(header, rows))
    return Response(pieces, mimetype="text/csv", headers=named(name))


def named(name: str, shown: str = "attachment") -> dict[str, str]:
    """The header that names a file. Tags and codes are people's own words: what no header may hold becomes `_`."""
    safe = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-.") else "_" for letter in name
    )
    return {"Content-Disposition": f'{shown}; filename="{safe}"'}
