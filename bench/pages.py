"""How long the pages take in the application, and how many statements each costs, as the district grows."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from app.db import begin_writing, db
from app.domain import demonstration
from app.models import Asset, Room, Site
from bench.databases import application, sqlite_in

OWN = {"Sec-Fetch-Site": "same-origin"}
ROUNDS = 60
BUDGETS = {"tag look-up": 5, "room of 40": 30}
OTHERS = 200


@dataclass(frozen=True)
class Figure:
    """A page at one size: the 50th and 95th of a hundred times in milliseconds, and the statements of one asking."""

    what: str
    assets: int
    median: float
    late: float
    statements: int

    def __str__(self) -> str:
        budget = BUDGETS.get(self.what, OTHERS)
        mark = "" if self.late <= budget else f"   over {budget} ms"
        return (
            f"{self.what:<34} {self.assets:>9,} assets   p50 {self.median:7.1f} ms   p95 {self.late:7.1f} ms"
            f"   {self.statements:3d} statements{mark}"
        )


def main(sizes: tuple[int, ...] = (10_000, 100_000)) -> None:
    """Print each page at each size, and how much slower the larger district is."""
    told: dict[str, list[Figure]] = {}
    for assets in sizes:
        with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
            app = a_district(Path(folder), assets)
            for figure in measured(app, assets):
                told.setdefault(figure.what, []).append(figure)
                print(figure, flush=True)
    for what, figures in told.items():
        if len(figures) > 1 and figures[0].late:
            growth = figures[-1].late / figures[0].late
            print(f"{what:<34} {growth:5.2f} × from {figures[0].assets:,} to {figures[-1].assets:,}")


def a_district(folder: Path, assets: int) -> Flask:
    """A district of so many assets, 1,000 to a school."""
    app = application(folder, sqlite_in(folder))
    with app.app_context():
        begin_writing()
        began = time.perf_counter()
        for _ in demonstration.load_large(max(1, assets // 1000), assets, "cheap"):
            db.session.commit()
            db.session.remove()
            begin_writing()
        db.session.commit()
        pace = assets / (time.perf_counter() - began)
        print(f"{'a district of':<34} {assets:>9,} assets   made at {pace:,.0f} assets/s")
        db.session.execute(db.text("ANALYZE"))
        db.session.commit()
    return app


def measured(app: Flask, assets: int) -> Iterator[Figure]:
    with app.app_context():
        tags, rooms, sites = samples()
    client = signed_in(app)
    pages: dict[str, Callable[[int], str]] = {
        "tag look-up": lambda n: f"/scan/resolve?code={tags[n % len(tags)]}",
        "room of 40": lambda n: f"/rooms/{rooms[n % len(rooms)]}",
        "count of a room of 40": lambda n: f"/rooms/{rooms[n % len(rooms)]}/count",
        "rooms of a school": lambda n: f"/rooms?site={sites[n % len(sites)]}",
        "devices of a school": lambda n: f"/assets?site={sites[n % len(sites)]}",
        "devices of the district": lambda _: "/assets?site=all",
        "search a model in the district": lambda _: "/assets?site=all&q=lenovo",
        "search nothing in the district": lambda n: f"/assets?site=all&q=nobody{n}",
        "lost devices of the district": lambda _: "/assets?site=all&state=lost",
        "people of a school": lambda n: f"/people?site={sites[n % len(sites)]}",
        "sites of the district": lambda _: "/sites",
        "attention": lambda _: "/attention",
        "snapshot of a school": lambda n: f"/offline/snapshot?site={sites[n % len(sites)]}",
    }
    for what, path in pages.items():
        yield timed(app, client, what, path, assets)


def timed(app: Flask, client: FlaskClient, what: str, path: Callable[[int], str], assets: int) -> Figure:
    for n in range(5):
        assert client.get(path(n)).status_code == 200, path(n)
    with app.app_context(), counted() as statements:
        client.get(path(0))
    taken = []
    for n in range(ROUNDS):
        began = time.perf_counter()
        client.get(path(n))
        taken.append((time.perf_counter() - began) * 1000)
    return Figure(what, assets, statistics.median(taken), sorted(taken)[int(ROUNDS * 0.95)], statements["n"])


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """How many statements reach the database meanwhile."""
    count = {"n": 0}

    def tick(*_: object) -> None:
        count["n"] += 1

    event.listen(db.engine, "before_cursor_execute", tick)
    yield count
    event.remove(db.engine, "before_cursor_execute", tick)


def samples() -> tuple[list[str], list[str], list[str]]:
    """Tags, rooms of about forty assets, and location codes, drawn at random but the same every time."""
    chance = Random(41)
    last = db.session.scalar(select(func.max(Asset.id))) or 1
    keys = [chance.randint(1, last) for _ in range(200)]
    tags = [tag for tag in db.session.scalars(select(Asset.tag).where(Asset.id.in_(keys))) if tag]
    full = select(Asset.room_id).group_by(Asset.room_id).having(func.count().between(36, 44)).limit(50)
    rooms = [str(uuid) for uuid in db.session.scalars(select(Room.uuid).where(Room.id.in_(full)))]
    sites = list(db.session.scalars(select(Site.code).order_by(Site.id).limit(20)))
    return tags, rooms, sites


def signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    form = {"email": "its@demo.test", "password": demonstration.PASSWORD}
    assert client.post("/sign-in", data=form, headers=OWN).status_code == 303
    return client


if __name__ == "__main__":
    main()
