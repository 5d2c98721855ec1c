"""Every reason for remarking on a value of a device, or for refusing one, and what it means."""

from __future__ import annotations

from types import MappingProxyType

from app.files.assets.reasons import REASONS as OF_ASSETS

REASONS = MappingProxyType(
    {
        **OF_ASSETS,
        # The file is not taken.
        "wrong_json": "The JSON is broken on line {line}.",
        "not_a_device_list": "This JSON holds no devices of Google, Intune or Jamf.",
        "not_one_file": "The archive holds {found} lists; one is wanted.",
        # What a person said of the columns is not taken.
        "no_naming_column": "One column must be the serial number, the device's id or a MAC address.",
        # The row is not taken.
        "nothing_names_a_device": "The row has neither an id nor a serial number nor a MAC address.",
        # Remarks: the value is left out.
        "unknown_status": "“{value}” is not a status we know.",
    }
)
