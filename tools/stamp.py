"""What a set-up step was last done with, so that the next run need not do it again."""

import hashlib
from pathlib import Path


class Stamp:
    """A small file beside what was made, holding the hash of what it was made from."""

    def __init__(self, mark: Path, *made_from: Path) -> None:
        self.mark = mark
        self.hash = hashlib.sha256(b"\0".join(path.read_bytes() for path in made_from)).hexdigest()

    @property
    def fits(self) -> bool:
        return self.mark.is_file() and self.mark.read_text() == self.hash

    def put(self) -> None:
        self.mark.write_text(self.hash)
