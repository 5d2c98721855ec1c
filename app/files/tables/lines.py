"""The physical lines of a text file: cleaned, counted, of limited length, and able to be given back."""

from __future__ import annotations

import re
from collections import deque
from io import TextIOWrapper

from app.files.tables.encodings import Encoding
from app.files.tables.refusals import Remark

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Stands after the last line; no cleaned line can hold it.
END = "\x00"


class Overlong(Exception):
    """A line past the limit. It has been passed over to its end; this is how it begins."""

    def __init__(self, beginning: str) -> None:
        super().__init__(len(beginning))
        self.beginning = beginning


class Lines:
    """An iterator for a CSV reader. It ends with `END`, so that a quotation mark left open shows."""

    def __init__(self, text: TextIOWrapper, encoding: Encoding, limit: int) -> None:
        self.number = 0
        self.of_row: list[str] = []
        self.remarks: list[Remark] = []
        self._text, self._limit = text, limit
        self._controls, self._mend = encoding.controls, encoding.mender()
        self._sure = encoding.sure == "certain" and encoding.name.startswith("utf-8")
        self._given_back: deque[str] = deque()

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else self._text.readline(self._limit)
        self.number += 1
        self.of_row.append(line)
        if len(line) == self._limit and line[-1] not in "\r\n":
            self._pass_over_the_rest()
            raise Overlong(line)
        if not line:
            return END
        return self._clean(line)

    @property
    def ended(self) -> bool:
        return bool(self.of_row) and not self.of_row[-1]

    def begin_row(self) -> None:
        self.of_row.clear()
        self.remarks.clear()

    def give_back_all_but_first(self) -> None:
        """The row was misread: what came after its first line is to be read again, as lines of their own."""
        again = self.of_row[1:]
        self.number -= len(again)
        self._given_back.extendleft(line for line in reversed(again) if line)
        del self.of_row[1:]
        self.remarks.clear()

    def _pass_over_the_rest(self) -> None:
        while (rest := self._text.readline(self._limit)) and rest[-1] not in "\r\n":
            pass

    def _clean(self, line: str) -> str:
        if self._controls and CONTROL.search(line):
            line = CONTROL.sub("", line)
            self.remarks.append(Remark(None, "control_characters_removed"))
        if self._sure or line.isascii():
            return line
        if "\ufffd" in line:
            self.remarks.append(Remark(None, "undecodable_letters"))
        if self._mend and (mended := self._mend(line)) != line:
            self.remarks.append(Remark(None, "letters_mended", _first_difference(line, mended)))
            line = mended
        return line


def _first_difference(line: str, mended: str) -> str:
    """The first word that was not what it is now."""
    at = next(at for at, (old, new) in enumerate(zip(line, mended, strict=False)) if old != new)
    begin = re.search(r"[^\s,;\"|]*\Z", line[:at])
    end = re.match(r"[^\s,;\"|]*", line[at:])
    return (begin[0] if begin else "") + (end[0] if end else "")
