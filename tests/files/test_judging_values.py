"""What people and spreadsheets write into a cell, and what it is taken for."""

from datetime import date
from decimal import Decimal

import pytest

from app.files.tables import Cell
from app.files.tables.values.amounts import judge_count, judge_money, judge_months, judge_percent
from app.files.tables.values.codes import judge_code, judge_codes, judge_mac, judge_model_number
from app.files.tables.values.dates import judge_date, puts_day_first
from app.files.tables.values.words import judge_email, judge_name, judge_text, judge_yes_no

JANUARY_23 = date(2023, 1, 23)


@pytest.mark.parametrize(
    "cell",
    [
        "1/23/23", "01/23/2023", "1-23-2023", "2023-01-23", "2023/1/23", "2023.01.23", "23.01.2023", "23.1.23",
        "20230123", "2023-01-23T08:15:00Z", "2023-01-23 08:15:00", "1/23/2023 8:15 AM", "Jan 23, 2023",
        "January 23 2023", "Jan 23rd, 2023", "23-Jan-2023", "23-Jan-23", "23 January 2023", "23 de enero de 2023",
        "44949", "44949.0", 44949.0, 44949.34, JANUARY_23, " 1/23/23 ",
    ],
)  # fmt: skip
def test_many_ways_to_write_one_day(cell: Cell) -> None:
    assert judge_date(cell) == (JANUARY_23, None)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2/30/23", "impossible_date"),
        ("13/45/2022", "impossible_date"),
        ("23/01/2023", "impossible_date"),
        ("2023-02-29", "impossible_date"),
        ("1/1/1900", "improbable_date"),
        ("9999-12-31", "improbable_date"),
        ("last summer", "not_a_date"),
        ("2023", "not_a_date"),
        (2023.0, "not_a_date"),
        (float("nan"), "not_a_date"),
        ("99999", "not_a_date"),
        ("0000-00-00", None),
    ],
)
def test_what_is_no_day_is_left_out(cell: Cell, reason: str | None) -> None:
    assert judge_date(cell) == (None, reason)


def test_a_file_may_put_the_day_first() -> None:
    assert puts_day_first(["01/02/2023", "23/01/2023"])
    assert not puts_day_first(["01/02/2023", "1/23/23"])
    assert not puts_day_first(["01/02/2023", "never"])
    assert judge_date("01/02/2023", day_first=True) == (date(2023, 2, 1), None)
    assert judge_date("2023-02-01", day_first=True) == (date(2023, 2, 1), None)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("$12.58", "12.58"), ("1,292.94", "1292.94"), ("$ 1,105", "1105"), ("1.292,94", "1292.94"), ("12,5", "12.5"),
        ("1292,94", "1292.94"), ("USD 12", "12"), ("12 USD", "12"), ("US$ 272.00", "272"), ("1.292.000", "1292000"),
        ("1 292,94", "1292.94"), ("1'292.94", "1292.94"), (".50", "0.5"), ("12.", "12"), ("0", "0"), ("$0.00", "0"),
        (12.58, "12.58"), (1292.0, "1292"), (12.580000000000002, "12.58"), ("133289.59", "133289.59"),
        ("1,292,000.50", "1292000.5"), ("(0.00)", "0"),
    ],
)  # fmt: skip
def test_money_in_many_dresses(cell: Cell, amount: str) -> None:
    assert judge_money(cell) == (Decimal(amount), None)


@pytest.mark.parametrize(
    ("cell", "judged"),
    [
        ("1.292", (None, "ambiguous_amount")),
        ("(12.58)", (None, "negative_amount")),
        ("-3", (None, "negative_amount")),
        ("€12.50", (None, "other_currency")),
        ("12.50 MXN", (None, "other_currency")),
        ("free", (None, "not_an_amount")),
        ("donated", (None, "not_an_amount")),
        ("$", (None, "not_an_amount")),
        ("1,29,4", (None, "not_an_amount")),
        ("6.4E+9", (None, "not_an_amount")),
        ("12.583", (None, "ambiguous_amount")),
        ("1292.583", (Decimal("1292.58"), "rounded_amount")),
        ("999999999999", (None, "improbable_amount")),
    ],
)
def test_money_that_is_doubtful(cell: Cell, judged: tuple[Decimal | None, str | None]) -> None:
    assert judge_money(cell) == judged


@pytest.mark.parametrize("cell", ["6.37702E+15", "6,37702E+15", "5.02e+18", 6.37702e15, date(2023, 3, 5)])
def test_a_spreadsheet_has_destroyed_the_digits_of_a_code(cell: Cell) -> None:
    assert judge_code(cell) == (None, "mangled_by_spreadsheet")
    assert judge_model_number(cell)[1] == "mangled_by_spreadsheet"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("000123", "000123"), (" 5CD9 123 ", "5CD9 123"), ("1E5", "1E5"), ("82E05", "82E05"), (4711.0, "4711"),
        (123456789012345.0, "123456789012345"), ("35-5555-0000/12", "35-5555-0000/12"), ("A\u200b1", "A1"),
    ],
)  # fmt: skip
def test_a_code_comes_through_letter_by_letter(cell: Cell, code: str) -> None:
    assert judge_code(cell) == (code, None)


@pytest.mark.parametrize(
    "cell", ["N/A", "none", "-", "0", "0000000", "To be filled by O.E.M.", "Sin serie", 0.0]
)
def test_a_word_for_no_code_is_no_code(cell: Cell) -> None:
    assert judge_code(cell) == (None, "placeholder")


def test_many_codes_in_one_cell() -> None:
    assert judge_codes("S1; S2 | S1\nS3, N/A") == (("S1", "S2", "S3"), "placeholder")
    assert judge_codes(4711.0) == (("4711",), None)


@pytest.mark.parametrize("cell", ["aabb.ccdd.eeff", "AA-BB-CC-DD-EE-FF", "aa:bb:cc:dd:ee:ff", "AABBCCDDEEFF"])
def test_one_network_card(cell: Cell) -> None:
    assert judge_mac(cell) == ("AA:BB:CC:DD:EE:FF", None)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("10.0.0.1", "not_a_mac"), ("AA:BB", "not_a_mac"), ("00:00:00:00:00:00", "placeholder"), ("N/A", None)],
)
def test_no_network_card(cell: Cell, reason: str | None) -> None:
    assert judge_mac(cell) == (None, reason)


@pytest.mark.parametrize(
    "cell", ["36", 36.0, "36 months", "36 mo.", "3 years", "3 yrs", "3 años", "36 meses"]
)
def test_three_years_of_warranty(cell: Cell) -> None:
    assert judge_months(cell) == (36, None)


def test_counts_and_months_that_cannot_be() -> None:
    assert judge_months("lifetime") == (None, "not_a_number")
    assert judge_months("99 years") == (None, "improbable_number")
    assert judge_months("1.3") == (None, "improbable_number")
    assert judge_count("36") == (36, None)
    assert judge_count("-1") == (None, "not_a_number")
    assert judge_count("9" * 40) == (None, "improbable_number")


@pytest.mark.parametrize(
    ("cell", "judged"),
    [
        ("75", (Decimal(75), None)),
        ("75%", (Decimal(75), None)),
        ("66.7 %", (Decimal("66.7"), None)),
        ("0.5%", (Decimal("0.5"), None)),
        (0.75, (Decimal(75), None)),
        (1.0, (Decimal(100), None)),
        ("0.75", (Decimal(75), "read_as_fraction")),
        ("150", (None, "improbable_share")),
        ("most of it", (None, "not_a_share")),
    ],
)
def test_the_federal_share(cell: Cell, judged: tuple[Decimal | None, str | None]) -> None:
    assert judge_percent(cell) == judged


def test_words() -> None:
    assert judge_name(" Marin \u00a0 Street\nSchool ") == ("Marin Street School", None)
    assert judge_name("#N/A") == (None, None)
    assert judge_name("x" * 300) == (None, "too_long")
    assert judge_text(" two\nlines ") == ("two\nlines", None)
    assert judge_email("ana.ruiz@district.test") == ("ana.ruiz@district.test", None)
    assert judge_email("ask the office") == (None, "not_an_email")
    assert [judge_yes_no(cell)[0] for cell in ("Yes", "x", "Sí", 1.0, "NO", "0", True)] == [True] * 4 + [
        False
    ] * 2 + [True]
    assert judge_yes_no("perhaps") == (None, "not_yes_or_no")
