"""How many records a second an export of device management comes in and is compared with the register."""

import argparse
import csv
import time
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import demonstration, devices
from app.domain.access import EVERYWHERE
from app.domain.devices import Intake, Origin, listing
from app.domain.ledger import Act
from app.files.devices import open_export
from app.jobs.chunks import chunks, take
from app.jobs.reconciling import reconcile_all
from app.models import Asset
from bench.databases import application, on_each

HEADER = (
    "deviceId", "annotatedAssetId", "lastSync", "serialNumber", "status", "macAddress", "model", "osVersion",
    "orgUnitPath", "autoUpdateExpiration", "recentUsers.0.email", "recentUsers.1.email",
)  # fmt: skip


def main(sizes: tuple[int, ...] = (100_000,), *, postgresql: bool = False) -> None:
    """Print each figure; the same on PostgreSQL where that is asked for."""
    on_each(tell, sizes, postgresql=postgresql)


def tell(folder: Path, records: int, url: str) -> None:
    app = a_district(folder, url, records)
    with app.app_context():
        path = written(folder / "devices.csv", records)
        for what in ("new", "known, all the same"):
            said = f"{what:<34} {records:>9,} records"
            print(f"{said}   {records / heard(path):8,.0f} records/s", flush=True)
            begun = time.perf_counter()
            found = reconcile_all()
            took = time.perf_counter() - begun
            print(
                f"{'  compared with the register':<34} {found:>9,} conflicts {records / took:8,.0f} records/s",
                flush=True,
            )
        begun = time.perf_counter()
        counted = listing.counted(EVERYWHERE)
        listing.absent_in(EVERYWHERE)
        took = 1000 * (time.perf_counter() - begun)
        print(f"{'  every kind counted, district':<34} {took:9.0f} ms   {counted}", flush=True)
        db.engine.dispose()


def a_district(folder: Path, url: str, assets: int) -> Flask:
    """So many assets, a thousand to a school."""
    app = application(folder, url, ROLLCALL_JOBS_AT_ONCE=True)
    with app.app_context():
        begin_writing()
        for _ in demonstration.load_large(max(1, assets // 1_000), assets, "cheap"):
            db.session.commit()
            db.session.remove()
            begin_writing()
        db.session.commit()
    return app


def heard(path: Path) -> float:
    """Just what `flask import devices` does; how long it took."""
    db.session.remove()
    begun = time.perf_counter()
    export = open_export(path)
    layout = devices.layout_of(export)
    assert layout is not None
    intake = Intake(Act.now(None, "command"), EVERYWHERE, Origin(devices.source_of(layout), path.name))
    db.session.commit()
    for chunk in chunks(devices.devices_of(export, layout)):
        assert not any(line.refused for line in take(chunk, intake))
        db.session.commit()
    begin_writing()
    intake.end()
    db.session.commit()
    return time.perf_counter() - begun


def written(path: Path, records: int) -> Path:
    """An export of GAM about the assets of the district; every fiftieth device is nobody's."""
    serials = [serial for serial in db.session.scalars(select(Asset.serial).order_by(Asset.id)) if serial]
    with path.open("w", newline="") as file:
        write = csv.writer(file).writerow
        write(HEADER)
        for n in range(records):
            serial = f"STRANGER{n}" if n % 50 == 0 or n >= len(serials) else serials[n]
            write(
                (
                    f"id-{n:08}", "", f"2026-0{n % 9 + 1}-1{n % 10}T08:{n % 60:02}:00.000Z", serial, "ACTIVE",
                    f"02{n:010x}", "Lenovo 300e", "130.0.1", f"/School {n % 60}/Students", "2030-06-01",
                    f"u{n % 30_000}@students.test", f"v{n % 30_000}@students.test",
                )
            )  # fmt: skip
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true")
    told = parser.parse_args()
    main((told.records,), postgresql=told.postgresql)
