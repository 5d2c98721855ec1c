"""What Rollcall writes of its register, Rollcall reads: bringing it back changes nothing."""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.domain.register.exporting import HEADER
from app.models import Event
from tests.district import District
from tests.importing.conftest import Bring

DEVICES: list[dict[str, str]] = [
    {
        "tag": "N1", "serial": "S1", "more_serials": "S1-B; S1-C", "former_tags": "OLD1", "other_codes": "RF1",
        "category": "Laptop", "maker": "Lenovo", "model": "300e", "model_number": "82J9", "description": "Loaner",
        "state": "deployed", "condition": "good", "use": "testing", "room_name": "Room 204", "responsible": "E77",
        "purchase_order": "PO 7", "supplier": "CDW", "purchased_on": "2024-01-23", "cost": "272",
        "shipped_on": "2024-01-20", "delivered_on": "2024-01-22", "delivered_to": "Dock",
        "proof_of_delivery": "POD 9", "itemised_list": "LIST 3", "signed_off_by": "Kim Lee",
        "signed_off_on": "2024-01-23", "funding_source": "Title I", "fain": "S010A1", "federal_share": "75%",
        "title_holder": "Marshall", "warranty_kind": "next day", "warranty_months": "36",
        "warranty_until": "2027-01-23", "end_of_life_on": "2030-06-01", "operating_system": "ChromeOS",
        "wired_mac": "AA:BB:CC:DD:EE:01", "wireless_mac": "AA:BB:CC:DD:EE:02", "software": "Kami",
        "managed_by": "site", "ecf": "yes", "bought_by_programme": "yes",
        "notes": "=1+1, – and “more”\non two lines",
    },
    {
        "tag": "N2", "serial": "S2", "model": "300e", "category": "Laptop", "state": "checked_out",
        "holder_id": "700009", "holder_name": "Ana de la Ruiz", "holder_email": "ana@students.test",
        "checked_out_on": "2026-08-20",
    },
    {"tag": "N3", "model": "300e", "category": "Laptop", "state": "lost"},
    {"serial": "S4", "model": "300e", "category": "Laptop", "state": "in_stock", "room_name": "Storage"},
    {
        "tag": "N5", "serial": "S5", "model": "300e", "category": "Laptop", "state": "disposed",
        "disposed_on": "2025-06-30", "disposal_method": "recycled", "sale_price": "12.50",
    },
]  # fmt: skip
OF_THE_DISTRICT = 15


def written(devices: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, restval="")
    writer.writeheader()
    writer.writerows(devices)
    return text.getvalue()


def events() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Event)) or 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_register_comes_back_as_it_went(
    app: Flask, district: District, bring: Bring, tmp_path: Path, kind: str
) -> None:
    told = bring(written(DEVICES), "--site", district.marshall)
    assert (told["changed"], told["refused"]) == (5, 0), told
    before, path = events(), tmp_path / f"register.{kind}"
    db.session.remove()
    answer = app.test_cli_runner().invoke(args=["export", "assets", str(path)])
    assert answer.exit_code == 0, answer.output
    again = bring(path)
    assert (again["changed"], again["refused"]) == (0, 0), again["rows"]
    assert again["accepted"] == len(DEVICES) + OF_THE_DISTRICT
    assert events() == before
    assert district.faults() == []
