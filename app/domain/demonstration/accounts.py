"""Who may sign in to the demonstration, and who else acts in its story."""

from typing import NamedTuple

from sqlalchemy import select

from app.db import db
from app.domain import access
from app.models import Region, Site, User

PASSWORD = "rollcall-demo"  # noqa: S105 - published, and good for demonstration data alone


class Account(NamedTuple):
    """`where` is a site's or a region's code, or nothing for the whole district."""

    name: str
    role: str
    where: str = ""
    signs_in: bool = True


ACCOUNTS: dict[str, Account] = {
    "idm": Account("Jordan Reyes", "idm", "8217"),
    "teacher": Account("Maya Okafor", "teacher", "8217"),
    "principal": Account("Ruth Castellanos", "principal", "8217"),
    "finance": Account("Denise Park", "finance", "8217"),
    "technician": Account("Sam Whitfield", "technician", "8217"),
    "auditor": Account("Grace Lindqvist", "auditor", "8217"),
    "region": Account("Alan Brooks", "region", "NORTH"),
    "its": Account("Priya Raman", "its"),
    "lincoln idm": Account("Carla Mendoza", "idm", "8729", signs_in=False),
    "lincoln principal": Account("Marcus Bell", "principal", "8729", signs_in=False),
    "office idm": Account("Howard Lin", "idm", "1000", signs_in=False),
}


def open_accounts(strength: str, places: dict[str, str] | None = None) -> dict[str, User]:
    """The accounts, each with its role; `places` are other places than those of the story. Policy: ORG-2."""
    hashed = access.hash_password(PASSWORD, strength)
    users = {}
    for key, account in ACCOUNTS.items():
        where = account.where if places is None else places.get(account.role, "")
        if places is not None and not account.signs_in:
            continue
        user = User(email=email_of(key), name=account.name, demonstration=True)
        user.password_hash = hashed if account.signs_in else None
        db.session.add(user)
        site = db.session.scalar(select(Site).where(Site.code == where))
        region = db.session.scalar(select(Region).where(Region.code == where))
        access.grant(user, account.role, site=site, region=region)
        users[key] = user
    db.session.flush()
    return users


def email_of(key: str) -> str:
    """idm@demo.test; those who only act in the story have their name for an address."""
    account = ACCOUNTS[key]
    return f"{key if account.signs_in else account.name.lower().replace(' ', '.')}@demo.test"
