"""Accounts come and go; what somebody did under one stays theirs. Policy: ORG-2, ORG-8."""

import re
from itertools import pairwise

from sqlalchemy import select, update

from app import clock
from app.db import db
from app.domain import policy
from app.domain.access.granting import grant
from app.domain.access.signing_in import hash_password
from app.domain.refusals import Refusal
from app.models import Region, SignIn, Site, User

# Without what the header of a message reads as several addresses, or cannot read.
ADDRESS = re.compile(r"""(?!.*[()<>\[\]\\,;:"])[^@\s]+@[^@\s.]+(\.[^@\s.]+)+""")
LETTERS = re.compile(r"[^a-z]")
# What is tried first by whoever guesses, with any digits and signs around it.
GUESSED_FIRST = frozenset({
    "password", "passwort", "contrasena", "qwerty", "qwertyuiop", "asdfghjkl", "letmein", "welcome", "admin",
    "administrator", "iloveyou", "rollcall", "rollcalldemo", "school", "teacher", "principal", "inventory",
    "chromebook", "changeme", "secret",
})  # fmt: skip
# Where a role is held: `its` in the whole district; a role that is not named here wherever somebody likes.
HELD_AT = {"its": "district", "region": "region", "principal": "site", "idm": "site", "teacher": "site"}


class NotAnAddress(Refusal):
    """That is no e-mail address."""

    reason = "not_an_address"


class AddressTaken(Refusal):
    """Somebody has an account under this address already."""

    reason = "address_taken"


class WeakPassword(Refusal):
    """A password that would be guessed. `why` is short, common or personal."""

    reason = "weak_password"


class NotHeldThere(Refusal):
    """The role is held somewhere else: `at` is site, region or district."""

    reason = "not_held_there"


def open_account(
    email: str,
    name: str,
    password: str,
    role: str,
    *,
    site: Site | None = None,
    region: Region | None = None,
    strength: str = "strong",
) -> User:
    """An account with its first role. Raises NotAnAddress, AddressTaken, WeakPassword, NotHeldThere."""
    email = email.strip().lower()
    if not ADDRESS.fullmatch(email):
        raise NotAnAddress(email=email)
    if db.session.scalar(select(User.id).where(User.email == email)):
        raise AddressTaken(email=email)
    refuse_weak(password, email, name)
    level = "site" if site else "region" if region else "district"
    if HELD_AT.get(role, level) != level:
        raise NotHeldThere(role=role, at=HELD_AT[role])
    user = User(email=email, name=name.strip(), password_hash=hash_password(password, strength))
    db.session.add(user)
    grant(user, role, site=site, region=region)
    db.session.flush()
    return user


def disable(user: User) -> None:
    """Let nobody in under this account any more, and end the sessions that are open."""
    user.disabled_at = user.disabled_at or clock.now()
    open_ones = update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    db.session.execute(open_ones.values(ended_at=clock.now()))


def refuse_weak(password: str, email: str, name: str) -> None:
    """Raises WeakPassword: too short, among the first that are guessed, or made of the person's own name."""
    shortest = policy.value("password_characters")
    if len(password) < shortest:
        raise WeakPassword(why="short", shortest=shortest)
    words = LETTERS.sub("", password.casefold())
    if words in GUESSED_FIRST or len(set(password)) < 6 or _runs_on(password):
        raise WeakPassword(why="common")
    rest = password.casefold()
    for part in re.split(r"[^\w]", f"{email.partition('@')[0]} {name}".casefold()):
        rest = rest.replace(part, "") if len(part) > 2 else rest
    if len(rest) < min(len(password), shortest // 2):
        raise WeakPassword(why="personal")


def _runs_on(password: str) -> bool:
    """123456789012, abcdefghijkl: every character follows the one before."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return steps <= {1, -9} or steps <= {-1, 9}
