"""A cycle in which Marshall Middle was counted in part, and a folder for the district's keys."""

from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import audits, certification, losses
from app.domain.audits import Count, Reading
from app.domain.certification import Keyring
from app.files.seals import PrivateKey
from app.models import Certification
from tests.certification.school import COUNTED
from tests.certification.sealed import KEY, MARSHALL
from tests.conftest import FixedClock, Visits
from tests.district import District


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys", "nine words long")


@pytest.fixture
def counted(district: District, fixed_clock: FixedClock) -> Certification:
    """A cycle is open; Ivy counted three devices of room 204, and A1005 was reported stolen."""
    begin_writing()
    cycle = certification.open_cycle(district.act("ian"))
    found = certification.standing(cycle, district.site("8217"))
    assert found is not None
    fixed_clock.pass_time(minutes=1)
    act = district.act("ivy")
    audit = audits.join_or_open(uuid4(), district.room("204"), act)
    for tag in COUNTED:
        audits.sight(Reading(Count.of(audit), uuid4(), tag, "camera", act, [district.asset(tag)]))
    losses.report(district.asset("A1005"), "stolen", act)
    db.session.commit()
    begin_writing()
    return found


@pytest.fixture
def marshall(app: Flask, visit: Visits, district: District) -> str:
    """The address of its certification, with a key made and room 204 counted in part."""
    app.test_cli_runner().invoke(args=["seal-key", "make"])
    assert visit("ian").post("/cycles").status_code == 303
    begin_writing()
    act = district.act("ivy")
    audit = audits.join_or_open(uuid4(), district.room("204"), act)
    for tag in ("A1001", "A1002"):
        audits.sight(Reading(Count.of(audit), uuid4(), tag, "camera", act, [district.asset(tag)]))
    db.session.commit()
    site = district.site("8217").id
    uuid = db.session.scalars(select(Certification.uuid).where(Certification.site_id == site)).one()
    return f"/certifications/{uuid}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What an auditor has: a seal, the district's key, and another one."""
    (tmp_path / "seal.json").write_text(MARSHALL)
    (tmp_path / "key.pem").write_bytes(KEY.public.pem)
    (tmp_path / "other.pem").write_bytes(PrivateKey.made().public.pem)
    return tmp_path
