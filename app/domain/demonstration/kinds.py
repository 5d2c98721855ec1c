"""What a school district owns: models as their makers name them, with what they cost and how they are numbered."""

from random import Random
from typing import NamedTuple

from app.db import db
from app.domain import register
from app.models import AssetModel, Category

MANAGED_BY_ITS = frozenset({"Network equipment", "Hotspot"})
HOLDS_ASSETS = frozenset({"Cart"})
# Makers leave out the letters that look like digits.
LETTERS, SIGNS = "ABCDEFGHJKLMNPRSTVWXYZ", "0123456789ABCDEFGHJKLMNPRSTVWXYZ"


class Kind(NamedTuple):
    """A model. In `serial` @ is any letter, # any digit and ? either; `warranty` is months, `life` years."""

    category: str
    maker: str
    name: str
    number: str
    cents: int
    warranty: int
    life: int
    serial: str
    system: str | None = None
    wired: str | None = None
    wireless: str | None = None


KINDS: dict[str, Kind] = {
    "old chromebook": Kind(
        "Chromebook", "HP", "Chromebook 11 G9 EE", "3V2Y2UT", 28900, 12, 7, "5CD####???", "ChromeOS", None, "80:30:49"
    ),
    "chromebook": Kind(
        "Chromebook", "Lenovo", "300e Chromebook Gen 3", "82J9", 31200, 12, 8, "PF3@????", "ChromeOS", None, "D8:F3:BC"
    ),
    "new chromebook": Kind(
        "Chromebook", "Lenovo", "300e Yoga Chromebook Gen 4", "82W2", 32600, 12, 9, "PF5@????", "ChromeOS", None,
        "E0:C2:64",
    ),
    "student laptop": Kind(
        "Laptop", "Dell", "Latitude 3140", "P153G", 61900, 36, 5, "?#?????", "Windows 11 Education", None, "A4:F9:33"
    ),
    "new student laptop": Kind(
        "Laptop", "Lenovo", "500w Yoga Gen 4", "82VR", 64500, 36, 5, "PF4@????", "Windows 11 Education", None,
        "E0:C2:64",
    ),
    "staff laptop": Kind(
        "Laptop", "Dell", "Latitude 5440", "P146G", 112400, 36, 5, "?#?????", "Windows 11 Pro", "C0:47:0E", "A4:F9:33"
    ),
    "desktop": Kind(
        "Desktop", "Dell", "OptiPlex 7010 SFF", "D17S", 89900, 60, 6, "?#?????", "Windows 11 Education", "C0:47:0E"
    ),
    "imac": Kind(
        "Desktop", "Apple", "iMac 24-inch (M1)", "A2439", 124900, 60, 7, "C02??????0D", "macOS 14", "3C:A6:F6",
        "3C:A6:F6",
    ),
    "tablet": Kind(
        "Tablet", "Apple", "iPad (9th generation)", "A2602", 29400, 24, 6, "????@#????", "iPadOS 17", None, "F0:A3:5A"
    ),
    "monitor": Kind("Display monitor", "Dell", "P2422H", "P2422H", 17900, 36, 8, "CN0########@@?"),
    "panel": Kind(
        "Interactive display", "Promethean", 'ActivPanel 9 75"', "AP9-B75", 298000, 60, 8, "A75#######", "Android 11",
        "00:1C:D6", "00:1C:D6",
    ),
    "projector": Kind("Projector", "Epson", "PowerLite L210W", "V11HA70020", 89500, 36, 7, "X7WK#######"),
    "document camera": Kind("Document camera", "IPEVO", "V4K PRO", "CDVU-12IP", 12900, 24, 6, "CDVU12######"),
    "printer": Kind("Printer", "HP", "LaserJet Pro 4001dn", "2Z600F", 33900, 12, 7, "VNB3@#####", None, "7C:57:58"),
    "access point": Kind(
        "Network equipment", "Aruba", "AP-515", "Q9H62A", 61500, 60, 7, "CNP@K#@???", None, "20:4C:03"
    ),
    "switch": Kind(
        "Network equipment", "Cisco", "Catalyst 9200-48P", "C9200-48P-E", 421000, 60, 9, "FOC####?@??", None,
        "70:7D:B9",
    ),
    "hotspot": Kind("Hotspot", "Franklin", "T10", "R910", 8400, 12, 4, "35#############", None, None, "64:CB:A3"),
    "cart": Kind("Cart", "Bretford", "Core X Charging Cart", "TVCX36PAC", 173000, 60, 12, "BR#######"),
}  # fmt: skip


def models() -> dict[str, AssetModel]:
    """Every kind as a model of the register, its category in the hands of who manages it. Policy: REG-1."""
    for name in sorted({kind.category for kind in KINDS.values()}):
        managed_by = "its" if name in MANAGED_BY_ITS else "site"
        db.session.add(Category(name=name, managed_by=managed_by, holds_assets=name in HOLDS_ASSETS))
    db.session.flush()
    return {
        word: register.model_named(kind.name, maker=kind.maker, number=kind.number, category=kind.category)
        for word, kind in KINDS.items()
    }


def serial(kind: Kind, chance: Random) -> str:
    """A serial number as this maker writes them."""
    signs = {"@": LETTERS, "#": "0123456789", "?": SIGNS}
    return "".join(chance.choice(signs[sign]) if sign in signs else sign for sign in kind.serial)


def mac(maker: str, chance: Random) -> str:
    """An address of a network card, behind its maker's three bytes."""
    return maker + "".join(f":{chance.randrange(256):02X}" for _ in range(3))
