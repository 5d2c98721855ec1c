"""A list of devices that travel: packed, sent, and scanned where it arrives."""

import re
from typing import Any

from tests.district import Visitor

SCANNED = {"HX-Request": "true", "HX-Target": "contents"}


def packed(by: Visitor, *tags: str, to: str = "8729", why: str = "surplus", **more: Any) -> str:
    """The address of a new list with these devices on it."""
    answer = by.post(
        "/transfers", data={"to": to, "why": why, "tags": " ".join(tags), "site": "8217", **more}
    )
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def sent(ivy: Visitor, *tags: str, **more: str) -> str:
    list_ = packed(ivy, *tags, **more)
    assert ivy.post(f"{list_}/send").status_code == 303
    return list_


def scan(by: Visitor, list_: str, code: str) -> str:
    """In one word what a scan on arrival means."""
    answer = by.post(f"{list_}/accept", data={"code": code}, headers=SCANNED)
    assert answer.status_code == 200, answer.text
    return str(re.findall(r'data-answer="(\w+)"', answer.text)[0])
