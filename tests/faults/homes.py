"""Where the databases of a school under test come from."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests import postgres


class Home(Protocol):
    """Where databases come from: each new one holds the district, and nothing else."""

    def fresh(self) -> str: ...

    def give_back(self) -> None: ...


@dataclass
class SQLiteHome:
    template: Path
    folder: Path

    def fresh(self) -> str:
        self.give_back()
        shutil.copy(self.template, self.folder / "rollcall.db")
        return f"sqlite:///{self.folder / 'rollcall.db'}"

    def give_back(self) -> None:
        for left in self.folder.glob("rollcall.db*"):
            left.unlink()


@dataclass
class PostgresHome:
    server: str
    template: str

    def fresh(self) -> str:
        self.open = postgres.database(self.server, template=self.template)
        return self.open.__enter__()

    def give_back(self) -> None:
        self.open.__exit__(None, None, None)
