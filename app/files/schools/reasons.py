"""Why a row of a list of sites is not taken, or what of it is left out."""

from types import MappingProxyType

REASONS = MappingProxyType(
    {
        "not_a_list_of_sites": "The heading needs a column for the code and one for the name of a site.",
        "no_code": "The row has no code.",
        "no_name": "The row has no name; it stands for a district, not for a school.",
        "mangled_by_spreadsheet": "A spreadsheet has turned the code into “{value}”; its digits are lost.",
        "code_repeated": "The code {value} is already on line {first_line}.",
        "leading_zero_restored": "A spreadsheet had dropped the first digit, a nought, of {value}.",
        "unknown_kind": "“{value}” is neither a school nor an office; it is taken for a school.",
        "closed_before_opened": "It has opened on {value}, they say, after it closed; that day is left out.",
        "no_closing_day": "It is {value}, but nobody says since when.",
    }
)
