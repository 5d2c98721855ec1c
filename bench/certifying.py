"""How long it takes to watch a thousand sites certify, and to seal one of 1,500 devices with its papers."""

import argparse
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from app.db import begin_writing, db, uuid7
from app.domain import audits, certification, demonstration
from app.domain.audits import Count, Reading
from app.domain.certification import Keyring, Signing
from app.domain.ledger import Act
from app.files.seals import fingerprint
from app.jobs.watching import read_cycle
from app.models import Asset, Certification, Region, Room, User
from app.routes.certification.papers import keep_papers
from bench.databases import application, sqlite_in
from bench.pages import Figure, signed_in, timed

# Schools of a hundred: a thousand of them are what a large district watches.
A_SCHOOL = 100
A_LARGE_SCHOOL = 1_500
AT_ONCE = 20


def main(sizes: tuple[int, ...] = (10_000, 100_000)) -> None:
    """Print the pages of each district, how much slower the larger one is, and what a seal takes."""
    told: dict[str, list[Figure]] = {}
    for assets in sizes:
        with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
            for figure in watched(a_district(Path(folder), assets // A_SCHOOL, assets), assets):
                told.setdefault(figure.what, []).append(figure)
                print(figure, flush=True)
    for what, figures in told.items():
        if len(figures) > 1:
            growth = figures[-1].late / figures[0].late
            print(f"{what:<34} {growth:5.2f} × from {figures[0].assets:,} to {figures[-1].assets:,}")
    with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
        seal_one(a_district(Path(folder), 1, A_LARGE_SCHOOL), Path(folder))


def a_district(folder: Path, schools: int, assets: int) -> Flask:
    """So many schools with so many devices, every second room counted, and a cycle that is open."""
    app = application(folder, sqlite_in(folder))
    with app.app_context():
        begin_writing()
        for _ in demonstration.load_large(schools, assets, "cheap"):
            db.session.commit()
            db.session.remove()
            begin_writing()
        certification.open_cycle(Act.now(user("its")))
        db.session.commit()
        rooms = iter(db.session.scalars(select(Room.id).where(Room.id % 2 == 0)).all())
        while some := list(islice(rooms, AT_ONCE)):
            count(some)
    return app


def count(rooms: list[int]) -> None:
    begin_writing()
    act = Act.now(user("technician"))
    for room in db.session.scalars(select(Room).where(Room.id.in_(rooms))):
        here = db.session.scalars(select(Asset).where(Asset.room_id == room.id)).all()
        counted = Count.of(audits.join_or_open(uuid7(), room, act))
        audits.sight_all([Reading(counted, uuid7(), one.tag or "", "camera", act, [one]) for one in here])
    db.session.commit()
    db.session.remove()


def watched(app: Flask, assets: int) -> Iterator[Figure]:
    with app.app_context():
        for what in ("the first reading, every site", "the next reading"):
            began = time.perf_counter()
            sites = read_cycle()
            took = time.perf_counter() - began
            print(f"{what:<34} {assets:>9,} assets   {sites:,} sites in {took:.2f} s", flush=True)
        region = db.session.scalars(select(Region.code).order_by(Region.id).limit(1)).one()
        query = select(Certification.uuid).order_by(Certification.id).limit(20)
        uuids = db.session.scalars(query).all()
    client = signed_in(app)
    for what, path in {
        "every site of the district": lambda _: "/cycles",
        "a region": lambda _: f"/cycles?region={region}",
        "what is behind, by the week": lambda _: "/cycles?sort=week&show=behind",
        "every site as a table": lambda _: "/cycles.csv",
        "a cycle about to be opened": lambda _: "/cycles/new",
        "a site's certification": lambda n: f"/certifications/{uuids[n % len(uuids)]}",
        "what is left of a site": lambda n: f"/certifications/{uuids[n % len(uuids)]}/left",
    }.items():
        yield timed(app, client, what, path, assets)


def seal_one(app: Flask, folder: Path) -> None:
    """Sign for a school, and make its papers in both languages."""
    with app.test_request_context():
        begin_writing()
        keyring = Keyring(folder / "keys")
        keyring.make()
        found = db.session.scalars(select(Certification)).one()
        certification.send_for_review(found, Act.now(user("idm")))
        db.session.commit()
        begin_writing()
        began, principal = time.perf_counter(), user("principal")
        seen = fingerprint(one.leaf for one in certification.ends_of(found))
        signing = Signing("I certify this inventory.", "en", principal.name, b"", seen)
        sealed = certification.sign(found, signing, keyring, Act.now(principal))
        db.session.commit()
        signed = time.perf_counter()
        begin_writing()
        keep_papers(sealed)
        db.session.commit()
        papers, assets = time.perf_counter() - signed, db.session.scalar(select(func.count(Asset.id))) or 0
        print(f"{'a seal':<34} {assets:>9,} assets   {1000 * (signed - began):.0f} ms")
        print(f"{'its papers, English and Spanish':<34} {assets:>9,} assets   {papers:.1f} s")


def user(role: str) -> User:
    return db.session.scalars(select(User).where(User.email == f"{role}@demo.test")).one()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="a million devices as well")
    main((10_000, 100_000, 1_000_000) if parser.parse_args().full else (10_000, 100_000))
