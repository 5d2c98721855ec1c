"""How many rows a second a list of assets comes in with its ledger events: new, known, and changed, at two sizes."""

import argparse
import csv
import gc
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app.db import begin_writing, db
from app.domain import directory
from app.domain.access import EVERYWHERE
from app.domain.directory import SiteDetails
from app.domain.ledger import Act
from app.domain.register.importing import Intake, reading_of, rows_of
from app.files import tables
from app.jobs.chunks import SIZE, chunks, take
from bench.databases import application, counted, on_each

BUDGET = 5_000
HEADER = (
    "tag", "serial", "category", "maker", "model", "model_number", "site_code", "room_code", "room_name", "state",
    "holder_id", "holder_name", "condition", "purchase_order", "purchased_on", "cost", "funding_source",
    "warranty_months", "operating_system", "wireless_mac", "notes",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """Rows a second from the file to the commit, and the statements that a chunk costs."""

    what: str
    rows: int
    rate: float
    statements: float

    def __str__(self) -> str:
        under = "" if self.rate >= BUDGET or not self.what.startswith("new") else f"   under {BUDGET:,}"
        return (
            f"{self.what:<34} {self.rows:>9,} rows   {self.rate:8,.0f} rows/s"
            f"   {self.statements:5.1f} statements a chunk of {SIZE}{under}"
        )


def main(sizes: tuple[int, ...] = (10_000, 100_000), *, postgresql: bool = False) -> None:
    """Print each figure; the same on PostgreSQL where that is asked for."""
    on_each(tell, sizes, postgresql=postgresql)


def tell(folder: Path, rows: int, url: str) -> None:
    app = an_empty_district(folder, url)
    with app.app_context():
        for what, held, condition in (
            ("new, in rooms", 0, "good"),
            ("new, a third in somebody's hands", 3, "good"),
            ("known, all the same", 3, "good"),
            ("known, all changed", 3, "worn"),
        ):
            path = written(folder / "list.csv", rows, held, condition, "H" if held else "R")
            print(Figure(what, rows, *measured(path, rows)), flush=True)
        db.engine.dispose()


def measured(path: Path, rows: int) -> tuple[float, float]:
    """Just what `flask import assets` does."""
    db.session.remove()
    with counted() as statements:
        begun = time.perf_counter()
        table = tables.read(path)
        reading = reading_of(table)
        assert reading is not None
        intake = Intake(Act.now(None, "command"), EVERYWHERE, origin=path.name)
        db.session.commit()
        for chunk in chunks(rows_of(table, reading.layout)):
            lines = take(chunk, intake)
            assert not any(line.refused for line in lines)
            db.session.commit()
        took = time.perf_counter() - begun
    return rows / took, statements["n"] / (rows / SIZE)


def an_empty_district(folder: Path, url: str) -> Flask:
    app = application(folder, url, ROLLCALL_JOBS_AT_ONCE=True)
    gc.collect()
    gc.freeze()  # as wsgi.py does
    with app.app_context():
        begin_writing()
        directory.put_site(SiteDetails("8217", "Marshall Middle"))
        db.session.commit()
    return app


def written(path: Path, rows: int, held: int, condition: str, prefix: str) -> Path:
    """A list as a district keeps it: every device with a serial number, a price and a place; `held`: each such-th."""
    with path.open("w", newline="") as file:
        write = csv.writer(file).writerow
        write(HEADER)
        for n in range(rows):
            room = (f"R{n % 60}", f"Room {n % 60}", "deployed", "", "")
            hands = ("", "", "checked_out", f"7{n:07}", f"Ana Ruiz {n}")
            write(
                (
                    f"{prefix}{n:07}", f"PF{prefix}{n:08}", "Chromebook", "Lenovo", f"300e Gen {n % 7}", f"82W{n % 5}",
                    "8217", *(hands if held and n % held == 0 else room), condition, "PO 4711",
                    f"2024-0{n % 9 + 1}-1{n % 10}", f"$2{n % 90:02}.50", "Title I", "36", "ChromeOS",
                    f"AA:BB:{n >> 24 & 255:02X}:{n >> 16 & 255:02X}:{n >> 8 & 255:02X}:{n & 255:02X}", "",
                )
            )  # fmt: skip
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    main(postgresql=parser.parse_args().postgresql)
