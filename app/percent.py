"""Parts of a hundred as each language writes them, on a screen, on paper, at a prompt: 52.2%, in Spanish 52,2 %."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_percent


def percent(value: str | float | Decimal, language: str | Locale = "en") -> str:
    """A percentage in a language, as exact as it was given."""
    return format_percent(Decimal(str(value)) / 100, locale=language, decimal_quantization=False)
