"""Numbers as each language writes them, on a screen, on paper, at a prompt: 52.2%, 1,485, $18.50."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent

# Whoever reads Spanish here reads it beside English numbers, written as in the United States.
NUMERALS = {"es": "es_US"}


def percent(value: str | float | Decimal, language: str | Locale = "en") -> str:
    """A percentage in a language, as exact as it was given."""
    return format_percent(Decimal(str(value)) / 100, locale=_as_in(language), decimal_quantization=False)


def count(value: int, language: str | Locale = "en") -> str:
    """How many: 1,485."""
    return format_decimal(value, locale=_as_in(language))


def points(moved: float, language: str | Locale = "en") -> str:
    """By how many points a percentage changed, with its sign: +30.2."""
    return format_decimal(moved, "+0.0;-0.0" if moved else "0.0", locale=_as_in(language))


def dollars(amount: float | Decimal, language: str | Locale = "en") -> str:
    """An amount of dollars: $1,485.00."""
    return format_currency(amount, "USD", locale=_as_in(language))


def _as_in(language: str | Locale) -> str:
    return NUMERALS.get(str(language), str(language))
