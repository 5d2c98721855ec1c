"""What an archive says about itself, read as a stranger's word: nothing in it is used before all of it is fit."""

import json
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import Any

from app.clock import parse_instant
from app.commands.backup_copying import PARTS

VERSION = 1
FILES = "files"
UNWRITABLE = re.compile("[\0\ud800-\udfff]")
SHA256 = re.compile(r"[0-9a-f]{64}")
KINDS: dict[str, type] = {"database": str, "schema": str, "made_at": str, "assets": int, "members": list}
FOREIGN = "it holds no manifest of Rollcall’s"


class Damaged(Exception):
    """The archive is not what was written. The words say what is wrong with it."""


def read(text: bytes) -> dict[str, Any]:
    """The manifest, every fact of which has its kind and every name of which is one of ours. Raises Damaged."""
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        raise Damaged(FOREIGN) from None
    if not isinstance(manifest, dict) or manifest.get("rollcall") != "backup":
        raise Damaged(FOREIGN)
    if manifest.get("v") != VERSION:
        raise Damaged("it was made by a newer release")
    for word, kind in KINDS.items():
        if type(manifest.get(word)) is not kind:
            raise Damaged(f"its manifest says nothing sensible about “{word}”")
    try:
        parse_instant(manifest["made_at"])
    except (ValueError, OverflowError):
        raise Damaged("its manifest says nothing sensible about “made_at”") from None
    _judge_names([_name_of(member) for member in manifest["members"]])
    return manifest


def _name_of(member: Any) -> str:
    name = member.get("name") if isinstance(member, dict) else None
    if (
        not isinstance(name, str)
        or UNWRITABLE.search(name)
        or not SHA256.fullmatch(str(member.get("sha256")))
    ):
        raise Damaged("its manifest does not name its parts with their hashes")
    return name


def _judge_names(names: list[str]) -> None:
    """The database and what lies below `files/`; each once, and none in another's way."""
    counted = Counter(names)
    for name in names:
        folder, *parts = name.split("/")
        below = folder == FILES and bool(parts) and not {"", ".", ".."} & set(parts)
        within = any(str(parent) in counted for parent in PurePosixPath(name).parents)
        if not (below or name in PARTS.values()) or within or counted[name] > 1:
            raise Damaged(f"its manifest names {name!a}, which is no part of a backup")
