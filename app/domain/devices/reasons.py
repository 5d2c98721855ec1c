"""Why a device of an export is not taken, or taken with a word; beside what its reader says."""

from types import MappingProxyType

REASONS = MappingProxyType(
    {
        "device_not_yours": "{value} is not a device of a school you look after.",
        "device_repeated": "Line {first_line} is about the same device already.",
        "mac_of_another_serial": "The register has the address {value} at a device with another serial number.",
        "mac_of_several": "Several devices of the register have the address {value}.",
        "not_taken": "The record could not be kept. The server's log says why.",
        "older_than_known": "A later export said more: this one last heard of the device on {value}.",
        "seen_in_the_future": "“{value}” has not come yet; it was left out.",
        "serial_of_several": "Several devices of the register have the serial number {value}.",
        "tag_of_another_serial": "The register has the tag {value} at a device with another serial number.",
        "tag_of_several": "Several devices of the register bear the tag {value}.",
    }
)
