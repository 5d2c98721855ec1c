"""Numbers are written one way in a language, and in Spanish as in the United States."""

from app import numerals


def test_spanish_numbers_are_those_of_the_united_states() -> None:
    for language in ("en", "es"):
        assert numerals.percent("35.2", language) == "35.2%"
        assert numerals.count(1485, language) == "1,485"
        assert [numerals.points(moved, language) for moved in (30.2, 0, -4.5)] == ["+30.2", "0.0", "-4.5"]
        assert numerals.dollars(1292.5, language) == "$1,292.50"
