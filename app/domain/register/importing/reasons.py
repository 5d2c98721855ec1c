"""Every reason this package gives for refusing a line or warning of it, and what it means."""

from types import MappingProxyType

REASONS = MappingProxyType(
    {
        # The line is not taken.
        "no_site": "The row names no school, and none was chosen for the file.",
        "site_not_yours": "“{value}” is not a school you look after.",
        "site_ambiguous": "More than one school is called “{value}”; give its code.",
        "site_closed": "{value} is closed.",
        "tag_taken": "The tag {value} belongs to a device of another school.",
        "tag_repeated": "The tag {value} is already on line {first_line}.",
        "same_device": "Line {first_line} is about the same device already.",
        "serial_not_unique": "Several devices have the serial number {value}; without a tag none of them is meant.",
        "not_taken": "The register could not keep this row.",
        # The line is taken.
        "another_serial": "The device with this tag had the serial number {before} until now, not {value}.",
        "serial_shared": "Another device has the serial number {value} too: {other}.",
        "serial_repeated": "Line {first_line} has the serial number {value} too.",
        "former_tag": "{value} is a former tag of {tag}, which is the device that is meant.",
        "room_closed": "{value} is closed, so nothing was placed there.",
        "cart_unknown": "No cart of this school has the tag {value}.",
        "not_a_cart": "{value} has no slots, so nothing was put into it.",
        "holder_ambiguous": "More than one person is known as {value}; nobody was given the device.",
        "holder_of_another_site": "{value} is on the roster of another school.",
        "holder_has_left": "{value} has left.",
        "responsible_unknown": "Nobody, or more than one, is known as {value}; nobody was made responsible.",
        "rounded_share": "“{value}” was rounded to whole per cents.",
        "improbable_amount": "“{value}” cannot be right.",
        "managed_by_its": "ITS manages this device: only ITS changes its state, its place and who manages it.",
        "place_not_taken": "The device is {state}; a list does not place it.",
        "state_not_taken": "The device is {state}; a list does not make it {value}.",
        "still_checked_out": "Somebody has the device, so it was not placed in {value}.",
    }
)
