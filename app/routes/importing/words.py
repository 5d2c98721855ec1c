"""The words for what an import says by name: why a file, a column or a row is not taken, and what columns may mean."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from app.routes.words import STATES

_l = lazy_gettext

OF_FILES: dict[str, LazyString] = {
    "broken_workbook": _l("The spreadsheet is damaged and cannot be opened. Save it again, or as CSV."),
    "empty_file": _l("The file holds nothing at all."),
    "expands_too_much": _l(
        "The spreadsheet becomes far too large when it is opened. Save it as CSV, or in parts."
    ),
    "file_gone": _l("The file is no longer kept. Upload it again."),
    "interrupted": _l("The server was started anew meanwhile. What was done is kept."),
    "line_too_long": _l("Line %(line)s has more than %(limit)s characters: this is no list of devices."),
    "locked_workbook": _l("The spreadsheet opens with a password only. Save it without one."),
    "no_header": _l("The file holds nothing but blank lines."),
    "no_such_sheet": _l("The workbook has no visible sheet called %(sheet)s."),
    "not_a_table": _l("This is no table of rows. Choose a CSV file or a spreadsheet."),
    "not_a_device_list": _l("This JSON holds no devices of Google, Intune or Jamf."),
    "not_one_file": _l("The archive holds %(found)s lists. Choose the one that is meant."),
    "our_fault": _l(
        "Something went wrong on our side. What was done is kept, and nothing is doubled by going on."
    ),
    "too_large": _l("The file is larger than the server takes."),
    "too_many_columns": _l("The heading has %(columns)s columns or more; %(limit)s are allowed."),
    "too_many_rows": _l("The file has more than %(limit)s rows. Import it in parts."),
    "unclosed_quote": _l("A quotation mark on line %(line)s is not closed where it should be."),
    "wrong_encoding": _l("There is no encoding called %(encoding)s."),
    "wrong_json": _l("The JSON is broken on line %(line)s. Export it again."),
}

OF_MAPPINGS: dict[str, LazyString] = {
    "field_twice": _l("“%(field)s” is chosen for several columns: %(columns)s. Choose it for one of them."),
    "no_identifying_column": _l(
        "Say which column holds the tag or the serial number: without one no row means a device."
    ),
    "no_naming_column": _l(
        "Say which column holds the serial number, the device’s id or a network address: without one no row "
        "means a device."
    ),
    "unknown_column": _l("The file has no column called “%(column)s”."),
    "unknown_field": _l("Nothing is called “%(field)s” here."),
}

OF_NOTES: dict[str, LazyString] = {
    "blank_heading": _l("Column %(value)s has no heading and is left out."),
    "doubled_heading": _l("The heading has one name more than once; the later column is called “%(field)s”."),
    "other_sheet": _l("The sheet “%(value)s” is not read."),
    "title_skipped": _l("“%(value)s” above the heading is passed over."),
}

OF_ROWS: dict[str, LazyString] = {
    "another_serial": _l("The register has %(before)s as its serial number, not %(value)s: is it the same device?"),
    "ambiguous_amount": _l("“%(value)s” may be thousands or decimals; it was left out."),
    "cart_unknown": _l("No cart of this school has the tag %(value)s."),
    "cell_too_long": _l("Column %(column)s has more than %(limit)s characters."),
    "checked_out_to_nobody": _l("It is said to be checked out, but nobody has it."),
    "checked_out_to_something_else": _l("It is checked out to neither a person nor a room: %(value)s."),
    "control_characters_removed": _l("Characters that cannot be shown were taken out."),
    "device_not_yours": _l("%(value)s is not a device of a school you look after."),
    "device_repeated": _l("Line %(first_line)s is about the same device already."),
    "former_tag": _l("%(value)s is a former tag; the device bears %(tag)s now."),
    "holder_ambiguous": _l("More than one person is known as %(value)s; nobody was given the device."),
    "holder_has_left": _l("%(value)s has left."),
    "holder_of_another_site": _l("%(value)s is on the roster of another school."),
    "holder_without_checkout": _l("%(value)s has it, but its state is not checked out."),
    "impossible_date": _l("There is no such day as “%(value)s”; it was left out."),
    "improbable_amount": _l("“%(value)s” cannot be right; it was left out."),
    "improbable_date": _l("“%(value)s” cannot be right; it was left out."),
    "improbable_number": _l("“%(value)s” cannot be right; it was left out."),
    "improbable_share": _l("“%(value)s” is more than everything; it was left out."),
    "letters_mended": _l("Damaged letters were fixed: “%(value)s”."),
    "line_too_long": _l("The line has more than %(limit)s characters."),
    "long_row": _l("Values in the row: %(found)s; columns in the heading: %(columns)s."),
    "mac_of_another_serial": _l("The register has the address %(value)s at a device with another serial number."),
    "mac_of_several": _l("Several devices of the register have the address %(value)s."),
    "managed_by_its": _l("ITS manages this device: only ITS changes its state, its place and who manages it."),
    "mangled_by_spreadsheet": _l("A spreadsheet has turned this number into “%(value)s”; its digits are lost."),
    "negative_amount": _l("“%(value)s” is less than nothing; it was left out."),
    "no_site": _l("The row names no school, and none was chosen for the file."),
    "no_tag": _l("The device with the serial number %(value)s has no tag."),
    "not_a_cart": _l("%(value)s has no slots, so nothing was put into it."),
    "not_a_date": _l("“%(value)s” is not a date; it was left out."),
    "not_a_mac": _l("“%(value)s” is not a MAC address; it was left out."),
    "not_a_number": _l("“%(value)s” is not a number; it was left out."),
    "not_a_share": _l("“%(value)s” is not a percentage; it was left out."),
    "not_an_amount": _l("“%(value)s” is not an amount of money; it was left out."),
    "not_an_email": _l("“%(value)s” is not an e-mail address; it was left out."),
    "not_site_or_its": _l("“%(value)s” is neither the site nor ITS; it was left out."),
    "not_taken": _l("The register could not keep this row. ITS can see why in the server’s log."),
    "not_yes_or_no": _l("“%(value)s” is neither yes nor no; it was left out."),
    "nothing_identifies": _l("The row has neither a tag nor a serial number."),
    "nothing_names_a_device": _l("The row has neither an id nor a serial number nor a network address."),
    "older_than_known": _l("A later export said more: this one last heard of the device on %(value)s."),
    "other_currency": _l("“%(value)s” is not in dollars; it was left out."),
    "place_not_taken": _l("The device is “%(state)s” in the register; a list does not place it."),
    "placeholder": _l("“%(value)s” stands for a code that is not there."),
    "read_as_fraction": _l("“%(value)s” was read as a part of one."),
    "responsible_unknown": _l("Nobody, or more than one, is known as %(value)s; nobody was made responsible."),
    "room_closed": _l("%(value)s is closed, so nothing was placed there."),
    "rounded_amount": _l("“%(value)s” was rounded to whole cents."),
    "rounded_share": _l("“%(value)s” was rounded to whole per cents."),
    "same_device": _l("Line %(first_line)s is about the same device already."),
    "seen_in_the_future": _l("“%(value)s” has not come yet; it was left out."),
    "serial_of_several": _l("Several devices of the register have the serial number %(value)s."),
    "serial_not_unique": _l("Several devices have the serial number %(value)s; without a tag none of them is meant."),
    "serial_repeated": _l("Line %(first_line)s has the serial number %(value)s too."),
    "serial_shared": _l("Another device has the serial number %(value)s too: %(other)s."),
    "short_row": _l("The row ends after column %(value)s; the rest is taken as empty."),
    "site_ambiguous": _l("More than one school is called “%(value)s”; give its code."),
    "site_closed": _l("%(value)s is closed."),
    "site_not_yours": _l("“%(value)s” is not a school you look after."),
    "state_not_taken": _l("The device is “%(state)s” in the register; a list does not make it “%(value)s”."),
    "state_uncertain": _l("“%(value)s” may mean several things; look at the state."),
    "still_checked_out": _l("Somebody has the device, so it was not placed in %(value)s."),
    "tag_repeated": _l("The tag %(value)s is already on line %(first_line)s."),
    "tag_of_another_serial": _l("The register has the tag %(value)s at a device with another serial number."),
    "tag_of_several": _l("Several devices of the register bear the tag %(value)s."),
    "tag_taken": _l("The tag %(value)s belongs to a device of another school."),
    "too_long": _l("“%(value)s” is too long."),
    "unclosed_quote": _l("A quotation mark on this line is not closed where it should be."),
    "undecodable_letters": _l("Some letters could not be read."),
    "unknown_state": _l("“%(value)s” is not a state we know; it was left out."),
    "unknown_status": _l("“%(value)s” is not a status we know; it was left out."),
    "value_without_heading": _l("“%(value)s” stands in a column without a heading and is left out."),
}  # fmt: skip


def of_file(reason: str, facts: Mapping[str, Any]) -> str:
    """Why a whole file is not taken, or the work on it ended."""
    return _said(OF_FILES, reason, facts)


def of_mapping(reason: str, facts: Mapping[str, Any]) -> str:
    """What is wrong with what was said of the columns."""
    return _said(OF_MAPPINGS, reason, facts)


def of_note(note: Mapping[str, Any]) -> str:
    """What was noticed about the file as a whole."""
    return _said(OF_NOTES, note["reason"], note)


def of_row(reason: str, facts: Mapping[str, Any]) -> str:
    """Why a row was refused or warned of."""
    if facts.get("state") in STATES:
        facts = {**facts, "state": STATES[facts["state"]], "value": STATES.get(facts.get("value", ""), "")}
    return _said(OF_ROWS, reason, facts)


class _Facts(dict[str, Any]):
    """Facts to fill a sentence with; one that nobody gave stays open."""

    def __missing__(self, name: str) -> str:
        return "…"


def _said(sentences: Mapping[str, LazyString], reason: str, facts: Mapping[str, Any]) -> str:
    if reason not in sentences:
        return gettext("That was refused.")
    return str(sentences[reason]) % _Facts(facts)
