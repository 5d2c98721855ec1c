"""A chunk of a file taken into the register, in whatever transaction the caller has begun."""

from collections.abc import Sequence

from app.domain.register.importing import intake as remembering
from app.domain.register.importing.chunk import Chunk
from app.domain.register.importing.lines import Line
from app.domain.register.importing.matching import match
from app.domain.register.importing.providing import provide
from app.domain.register.importing.registering import register_new
from app.domain.register.importing.updating import bring_up_to_date
from app.files.assets import Normalised


class Intake(remembering.Intake):
    """A list of assets on its way in, chunk by chunk."""

    def take_in(self, rows: Sequence[Normalised]) -> list[Line]:
        """Take some rows in. Raises ChangedMeanwhile and IntegrityError where somebody else was quicker."""
        return take_in(rows, self)

    def not_taken(self, row: Normalised) -> Line:
        """The row as one that could not be kept."""
        line = Line.of(row)
        line.refuse("not_taken")
        return line


def take_in(rows: Sequence[Normalised], intake: remembering.Intake) -> list[Line]:
    """Register what is new and bring what is known up to date. Every row comes back as a line, taken or refused.

    Taking the same rows in again changes nothing. The number of statements does not grow with the number of rows.
    Raises ChangedMeanwhile and IntegrityError where somebody else was quicker: take it back, and try again.
    """
    lines = [Line.of(row) for row in rows]
    chunk = Chunk(intake, lines)
    match(chunk)
    provide(chunk)
    register_new(chunk)
    bring_up_to_date(chunk)
    intake.let_go()
    return lines
