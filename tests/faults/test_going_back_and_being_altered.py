"""The server comes back from a backup, the ledger is tampered with, and files lie about what they are."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import clock
from app.db import begin_writing, db
from app.domain import ledger
from app.models import Attachment, Operation, Sighting
from tests.asking import number_of
from tests.conftest import Visits
from tests.district import District
from tests.faults.model_phone import ModelPhone
from tests.ledger.tampering import behind_its_back, named
from tests.phones import Phone, at_a_desk, name_of

NewPhone = Callable[[str], Phone]


def test_fault_25_server_restored_from_last_night_s_backup(
    app: Flask, district: District, visit: Visits, tmp_path: Path
) -> None:
    """A phone that knows the protocol offers again what it had settled since, and forgets only what is in a backup."""
    ivy, model, actor = visit("ivy"), ModelPhone(clock.now), str(district.user("ivy").uuid)

    def sees(*codes: str) -> None:
        room = str(district.room("204").uuid)
        for code in codes:
            payload = {"audit": model.device, "room": room, "code": code, "asset": None, "method": "camera"}
            model.keep(actor, "audit.sight", payload)

    def drains() -> None:
        batch = model.waiting(actor)
        answer = ivy.sync(model.envelope(actor, batch))
        model.hear(actor, batch, answer.status_code, answer.headers, answer.get_json())

    def runs(*command: str) -> None:
        db.session.remove()
        ended = app.test_cli_runner().invoke(args=command)
        assert ended.exit_code == 0, ended.output

    sees("A1001", "A1002")
    drains()
    runs("backup", str(tmp_path / "backups"))
    sees("A1003")
    drains()
    assert [kept.seq for kept in model.shelf] == [3]
    [archive] = (tmp_path / "backups").glob("*.zip")
    runs("restore", str(archive), "--yes")
    assert (number_of(Operation), model.waiting(actor)) == (2, [])
    sees("A1004")
    ivy.sign_in("ivy@marshall.test")
    drains()
    assert [kept.seq for kept in model.waiting(actor)] == [3]
    drains()
    assert (model.waiting(actor), number_of(Operation), number_of(Sighting)) == ([], 4, 4)
    assert district.faults() == []


def test_fault_29_photo_missing_corrupt_huge_decompression_bomb(phone: NewPhone, district: District) -> None:
    """The sighting is kept, photograph or not; what is no fit picture is refused in words."""
    ivy = phone("ivy")
    seen = ivy.sees("204", "NOBODY’S")
    assert [result["verdict"] for result in ivy.sends(seen)] == ["unregistered"]
    address = f"/audits/{ivy.audit('204')}/photos"
    bomb = BytesIO()
    Image.new("1", (12_000, 12_000)).save(bomb, "PNG")
    for picture in (b"", b"no picture", whole()[:60], bomb.getvalue()):
        for url, data in ((address, {"sighting": name_of(seen)}), ("/scan/photo", {})):
            answer = ivy.visitor.post(url, data=data | {"photo": (BytesIO(picture), "photo.jpg")})
            assert 400 <= answer.status_code < 500, (url, answer.status_code)
        assert number_of(Attachment) == 0
    missing = ivy.visitor.post(address, data={"sighting": name_of(seen)})
    assert 400 <= missing.status_code < 500
    kept = ivy.visitor.post(address, data={"sighting": name_of(seen), "photo": (BytesIO(whole()), "p.jpg")})
    assert (kept.status_code, number_of(Attachment), number_of(Sighting)) == (201, 1, 1)


def test_fault_33_csv_formula_in_asset_name_through_scan_to_export(
    phone: NewPhone, app: Flask, district: District, tmp_path: Path
) -> None:
    ivy, evil = phone("ivy"), '=HYPERLINK("https://evil.example","A1001")'
    with at_a_desk():
        ledger.record(district.asset("A1001"), "corrected", district.act(), changes={"description": evil})
    assert ivy.counts("204", "A1001", evil) == ["here", "unregistered"]
    ivy.sends(ivy.finishes("204"))
    assert ivy.difference()["unregistered"] == [evil]
    db.session.remove()
    path = tmp_path / "register.csv"
    assert app.test_cli_runner().invoke(args=["export", "assets", str(path)]).exit_code == 0
    told = path.read_text("utf-8-sig")
    assert "evil.example" in told
    cells = told.replace("\n", ",").split(",")
    assert [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "@", "-"))] == []


@pytest.mark.parametrize(
    "altered",
    [
        ['UPDATE events SET details = \'{"verdict":"elsewhere"}\' WHERE asset_id = :key AND number = 2'],
        ["DELETE FROM events WHERE asset_id = :key AND number = 2"],
        [
            "UPDATE events SET number = 99 WHERE asset_id = :key AND number = 2",
            "UPDATE events SET number = 2 WHERE asset_id = :key AND number = 3",
            "UPDATE events SET number = 3 WHERE asset_id = :key AND number = 99",
        ],
        ["UPDATE operations SET body = replace(body, 'A1001', 'A1002') WHERE body LIKE '%A1001%'"],
    ],
    ids=["edited", "deleted", "reordered", "what the phone sent"],
)
def test_fault_34_audit_row_edited_deleted_reordered_verify_fails(
    phone: NewPhone, app: Flask, district: District, altered: list[str]
) -> None:
    """And with the triggers that refuse it in their place, it does not come so far."""
    ivy = phone("ivy")
    ivy.counts("204", "A1001", "A1001")
    key = district.asset("A1001").id
    assert app.test_cli_runner().invoke(args=["verify"]).exit_code == 0
    with behind_its_back():
        for statement in altered:
            db.session.execute(text(statement), {"key": key} if ":key" in statement else {})
        assert named(), altered
    if "events" in altered[0]:
        begin_writing()
        with pytest.raises(DBAPIError):
            db.session.execute(text(altered[0]), {"key": key})
        db.session.rollback()
    assert district.faults() == []


def whole() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (640, 480), "white").save(picture, "JPEG")
    return picture.getvalue()
