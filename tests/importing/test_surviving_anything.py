"""Lists that no person would write: every cell something odd, codes and names that collide, everything half empty."""

import csv
import io
from random import Random

import pytest

from app.files.assets import HEADER
from tests.district import District
from tests.importing.conftest import Bring

LONG = "A" * 100
CELLS = {
    "tag": ("A1", "a 1", "A1001", "B2001", "C1", "N/A", "K9", "’’", "é", "\u200b", "0", "000", LONG, LONG + "A",
            "=1+1", "-5", "6.3E+15"),
    "serial": ("S1", "S2", "PFA1001", "PFB2001", "none", " S1"),
    "more_serials": ("S1;S2;S1 ;", "S9", ";;;"),
    "former_tags": ("A1", "OLD", "A1001"),
    "other_codes": ("A1", "A 1", "x;X;x"),
    "category": ("Laptop", "laptop", "Cart", "LAPTOP "),
    "maker": ("Lenovo", "lenovo"),
    "model": ("300e", "300E", "é" * 200, "x"),
    "model_number": ("82", "6E+15"),
    "state": ("deployed", "in_stock", "checked_out", "lost", "Archived", "Broken", "haunted", "salvage", "Deployable"),
    "site_code": ("8217", "8729", "9001", "NEW", "8217 "),
    "site_name": ("Marshall Middle", "Lincoln High", "New School", "ñ"),
    "room_code": ("204", "LIB", "x" * 90),
    "room_name": ("Room 204", "Library", "R" * 200, "Storage", "ROOM 204"),
    "cart": ("C1", "K9", "A1", "none"),
    "slot": ("1", "0", "99999", "x"),
    "slots": ("36", "0"),
    "holder_id": ("700001", "s-1", "700099", "s-99", "X1"),
    "holder_given_name": ("Sam", "Ana"),
    "holder_family_name": ("Nguyen", "Ruiz"),
    "holder_name": ("Sam Nguyen", "Ruiz, Ana", "Cher"),
    "holder_email": ("a@b.test", "A@B.TEST", "bad"),
    "responsible": ("700001", "Sam Nguyen", "Kim", "E77", "x@y.test"),
    "checked_out_on": ("2024-01-01", "2099-01-01", "1/2/03"),
    "cost": ("99999999.99", "$12.58", "1.292", "-3", "21474836.47", "21474836.48"),
    "sale_price": ("99999999",),
    "federal_share": ("33.3%", "100", "0.5"),
    "purchased_on": ("1/23/23", "x"),
    "warranty_months": ("36", "3 years", "600"),
    "managed_by": ("its", "site", "x"),
    "ecf": ("yes", "no"),
    "bought_by_programme": ("1",),
    "wired_mac": ("aa:bb:cc:dd:ee:ff", "x"),
    "wireless_mac": ("aa:bb:cc:dd:ee:ff",),
    "funding_source": ("Title I", "TITLE I"),
    "fain": ("S1", "s1"),
    "notes": ("a\nb", "\U0001f600", "x" * 5_000),
}  # fmt: skip


def odd_list(chance: Random) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for _ in range(120):
        cells = [chance.choice(CELLS.get(name, ("",))) for name in HEADER]
        writer.writerow([cell if chance.random() < 0.45 else "" for cell in cells])
    return text.getvalue()


@pytest.mark.parametrize("seed", [1, 10, 34, 56])
def test_odd_lists_leave_a_register_that_adds_up(district: District, bring: Bring, seed: int) -> None:
    """Each comes to rest, too: devices whose codes collide may change a few turns more, but not for ever."""
    chance = Random(seed)
    for options in ((), ("--site", district.marshall)):
        content = odd_list(chance)
        changed = []
        for _ in range(6):
            told = bring(content, *options)
            assert told["accepted"] + told["refused"] == 120 - len(blank_lines(content))
            assert "not_taken" not in {row["reason"] for row in told["rows"]}
            assert district.faults() == []
            changed.append(told["changed"])
        assert changed[-1] == 0, changed


def blank_lines(content: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(content)) if not any(map(str.strip, row))]
