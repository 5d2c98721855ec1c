"""The shelf of Marshall Middle's accessories, and what a phone at the desk takes from it."""

from sqlalchemy import select

from app.db import db
from app.domain import accessories
from app.models import AccessoryKind
from tests.district import District
from tests.phones import Phone, at_a_desk, name_of


def kind(name: str) -> AccessoryKind:
    query = select(AccessoryKind).where(AccessoryKind.name == name)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def keep(district: District, **stocks: int) -> None:
    """Kinds of the site, low below two."""
    with at_a_desk():
        site, act = district.site(district.marshall), district.act()
        for name, stock in stocks.items():
            accessories.add_kind(site, name, act, stock=stock, threshold=2)


def adds_up() -> bool:
    """What `flask verify` would say of accessories."""
    db.session.rollback()
    return list(accessories.verify()) == []


def checks_out(phone: Phone, code: str, *names: str, badge: str = "700001") -> dict[str, object]:
    payload = {"code": code, "person": badge, "condition": None, "accessories": list(names)}
    [told] = phone.sends(phone.makes("custody.check_out", payload, base=phone.district.asset(code).version))
    assert told["outcome"] == "applied", told
    return told


def checks_in(phone: Phone, code: str, *names: str) -> str:
    payload = {"code": code, "condition": None, "accessories": list(names)}
    sent = phone.makes("custody.check_in", payload, base=phone.district.asset(code).version)
    assert [each["outcome"] for each in phone.sends(sent)] == ["applied"]
    return name_of(sent)
