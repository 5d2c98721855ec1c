"""What an operation's payload says, taken with care: a phone of last year, or of nobody's, may send anything."""

from typing import Any
from uuid import UUID

from app.domain.offline.desk import Desk, uuid_in
from app.domain.offline.envelope import Operation
from app.domain.offline.kinds.refusals import BadPayload, NotPermitted

MOST_CODE = 512
# Half a character of a torn code, or a zero byte: no database keeps them as text.
UNKEEPABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def require(operation: Operation, desk: Desk, site_id: int) -> None:
    """Raises NotPermitted where the person may not do this kind of thing at the site."""
    if not desk.may(operation.kind, site_id):
        raise NotPermitted(kind=operation.kind)


def code_in(payload: dict[str, Any], name: str = "code") -> str:
    """A code that was read. Raises BadPayload."""
    code = payload.get(name)
    if not isinstance(code, str) or not code.strip() or len(code) > MOST_CODE:
        raise BadPayload(what=name)
    return code


def uuid_of(payload: dict[str, Any], name: str) -> UUID:
    """The uuid that must be there. Raises BadPayload."""
    found = uuid_in(payload, name)
    if found is None:
        raise BadPayload(what=name)
    return found


def optional_uuid(payload: dict[str, Any], name: str) -> UUID | None:
    """The uuid that may be left out, but not be anything else. Raises BadPayload."""
    return None if payload.get(name) is None else uuid_of(payload, name)


def kept(text: str) -> str:
    """The text as a database can keep it."""
    return text.translate(UNKEEPABLE)
