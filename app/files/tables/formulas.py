"""Cells that a spreadsheet would run as a formula: disarmed on their way out, restored on their way in."""

from __future__ import annotations

import re

# What a formula may begin with, also in the wide letters of East Asian keyboards. After OWASP.
_DANGEROUS = r"[=+\-@＝＋－＠\t\r\n]"
_TO_DISARM = re.compile(f"'*{_DANGEROUS}")
_DISARMED = re.compile(f"'+{_DANGEROUS}")


def disarmed(text: str) -> str:
    """An apostrophe makes it a text. What looks disarmed already gets another, so that none is lost."""
    return "'" + text if _TO_DISARM.match(text) else text


def as_it_was(text: str) -> str:
    return text[1:] if _DISARMED.match(text) else text
