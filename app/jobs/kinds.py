"""What an import is of: how its file is opened, and what belongs to each kind of it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from flask import current_app

from app.domain.register.importing import runs
from app.models import Import

Opened = tuple[Any, Iterator[Any]]


class Work(NamedTuple):
    """`open` gives an intake and the rows; `pass_over` remembers rows that were taken in before the work stopped.

    `made` tells what an intake made besides rows; `end` follows the last row of what was brought in.
    """

    open: Callable[[Import], Opened]
    pass_over: Callable[[Sequence[Any], Any], None]
    made: Callable[[Any], runs.Made]
    end: Callable[[Import, Any], None]


def kept_file(uuid: UUID) -> Path:
    """Where the file of an import lies until it is done with."""
    return Path(current_app.config["ROLLCALL_FILES"]) / "imports" / str(uuid)
