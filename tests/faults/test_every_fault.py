"""The 35 faults that phones, networks, servers and people are known for: each is a test of that name."""

import re

from tests.house.tree import ROOT

FAULTS = {
    1: "response lost after commit", 2: "request lost", 3: "duplicate delivery, serial and concurrent",
    4: "reordered batches", 5: "partial batch, then kill -9", 6: "browser killed right after the tick",
    7: "browser killed in the middle of a drain", 8: "worker stopped in the middle of its fetch",
    9: "two tabs and the worker drain at once", 10: "worker updated in the middle of a queue; upgrade blocked",
    11: "IndexedDB handle killed", 12: "quota exceeded", 13: "storage evicted, device cookie left",
    14: "private mode", 15: "session expired before and in the middle of a drain", 16: "user switched",
    17: "both users scan the same tag on one phone", 18: "role revoked, account disabled",
    19: "op_id reused with another body, by another user", 20: "empty or truncated body with the right headers",
    21: "captive portal", 22: "5xx burst, 429 with Retry-After", 23: "poison at the head of the queue",
    24: "clock wrong, daylight saving, set back in the middle", 25: "server restored from last night’s backup",
    26: "asset retired, merged, deleted before a late scan", 27: "two phones move the same asset offline",
    28: "phone dormant for 45 days, old schema", 29: "photo missing, corrupt, huge, a bomb",
    30: "signed out offline with unsent work; online; wiped", 31: "cross-site POST, missing headers, GET never writes",
    32: "camera denied, revoked, black, two codes in view", 33: "CSV formula from scan to export",
    34: "ledger row edited, deleted, reordered", 35: "flapping every two seconds",
}  # fmt: skip
# Those of the camera are shown where it is.
PLACES = (ROOT / "tests/faults", ROOT / "tests/browser/scanner")


def test_every_fault_has_its_test() -> None:
    assert list(FAULTS) == list(range(1, 36))
    texts = [path.read_text(encoding="utf-8") for place in PLACES for path in place.rglob("test_*.py")]
    named = {int(number) for text in texts for number in re.findall(r"def test_fault_(\d\d)_\w", text)}
    assert {number: what for number, what in FAULTS.items() if number not in named} == {}
