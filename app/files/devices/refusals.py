"""Why an export of a device management is not taken."""

from __future__ import annotations

from app.files.tables import Unreadable


class WrongJson(Unreadable):
    """It begins like JSON and does not go on like it."""

    reason = "wrong_json"


class NotADeviceList(Unreadable):
    """JSON, but of nothing that manages devices."""

    reason = "not_a_device_list"


class NotOneFile(Unreadable):
    """A zip archive with no list in it, or with several."""

    reason = "not_one_file"
