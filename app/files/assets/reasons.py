"""Every reason for remarking on a value in a list of assets, or for refusing a row, and what it means."""

from __future__ import annotations

from types import MappingProxyType

REASONS = MappingProxyType(
    {
        # What a person said of the columns is not taken.
        "unknown_column": "The file has no column {column}.",
        "unknown_field": "{column} cannot mean {field}: there is no such field.",
        "field_twice": "Several columns are to be {field}: {columns}.",
        "no_identifying_column": "One column must be the tag or the serial number.",
        # The row is not taken.
        "nothing_identifies": "The row has neither a tag nor a serial number.",
        "tag_repeated": "The tag {value} is already on line {first_line}.",
        # Either: a tag that is damaged like this refuses its row, anything else is left out of it.
        "mangled_by_spreadsheet": "A spreadsheet has turned this number into “{value}”; its digits are lost.",
        "too_long": "“{value}” is too long.",
        # Remarks: the value is left out.
        "placeholder": "“{value}” stands for a code that is not there.",
        "not_a_date": "“{value}” is not a date.",
        "impossible_date": "There is no such day as “{value}”.",
        "improbable_date": "“{value}” cannot be right.",
        "not_an_amount": "“{value}” is not an amount of money.",
        "ambiguous_amount": "“{value}” may be thousands or decimals.",
        "other_currency": "“{value}” is not in dollars.",
        "negative_amount": "“{value}” is less than nothing.",
        "improbable_amount": "“{value}” cannot be right.",
        "not_a_share": "“{value}” is not a percentage.",
        "improbable_share": "“{value}” is more than everything.",
        "not_a_number": "“{value}” is not a number.",
        "improbable_number": "“{value}” cannot be right.",
        "not_a_mac": "“{value}” is not a MAC address.",
        "not_an_email": "“{value}” is not an e-mail address.",
        "not_yes_or_no": "“{value}” is neither yes nor no.",
        "not_site_or_its": "“{value}” is neither the site nor ITS.",
        "unknown_state": "“{value}” is not a state we know.",
        "checked_out_to_something_else": "It is checked out to a {value}: neither a person nor a room.",
        "checked_out_to_nobody": "{value} is said to be checked out, but nobody has it.",
        # Remarks: the value is kept.
        "no_tag": "The device with the serial number {value} has no tag.",
        "rounded_amount": "“{value}” was rounded to whole cents.",
        "read_as_fraction": "“{value}” was read as a part of one.",
        "state_uncertain": "“{value}” may mean several things; look at the state.",
        "holder_without_checkout": "{value} has it, but its state is not checked out.",
    }
)
