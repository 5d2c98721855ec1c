"""Sealed records of two schools, what somebody may do to one, and the command that looks at it."""

import json
from pathlib import Path
from typing import Any

from click.testing import Result

from app import create_app
from app.canonical import canonical
from app.files.seals import Leaf, PrivateKey, seal

KEY = PrivateKey.made()
ENDS = ("sighted", "sighted", "explained", "attested", "sighted", "unaccounted")


def leaf(number: int, end: str, site: str = "A") -> Leaf:
    return Leaf(
        asset=f"0192-{site}-{number}", tag=f"{site}10400{number}", serial=None, model="Lenovo 300e",
        end=end, why={"room": "Room 204"}, event=number, hash="ab" * 32,
    )  # fmt: skip


def told(site: str, name: str) -> dict[str, Any]:
    return {
        "certification": {"uuid": name, "revision": 1, "replaces": None},
        "cycle": {"name": "2025-26", "due_on": "2026-06-30"},
        "site": {"code": site, "name": "Marshall Middle"},
        "statement": {"language": "es", "text": "Certifico que lo contado está aquí: señal, año."},
        "signed": {"name": "Paul Marshall", "at": "2026-06-30T16:00:00Z"},
    }


MARSHALL = seal(told("8217", "one"), [leaf(n, end) for n, end in enumerate(ENDS, start=1)], KEY)
LINCOLN = seal(told("8729", "two"), [leaf(n, "sighted", "B") for n in range(1, 4)], KEY)


def altered(change: Any) -> str:
    """The seal of Marshall with something done to it, written as seals are."""
    record = json.loads(MARSHALL)
    change(record)
    return canonical(record) + "\n"


def verify(folder: Path, *more: str, key: str = "key.pem") -> Result:
    """`flask verify --seal seal.json --key key.pem` where nobody has ever seen the database."""
    app = create_app(
        {"INSTANCE": str(folder / "instance"), "SQLALCHEMY_DATABASE_URI": "sqlite:////nowhere/at/all.db"}
    )
    runner = app.test_cli_runner()
    return runner.invoke(
        args=["verify", "--seal", str(folder / "seal.json"), "--key", str(folder / key), *more]
    )
