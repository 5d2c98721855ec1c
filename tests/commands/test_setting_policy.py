"""The district sets its own numbers and settings, each from a day on. Policy: ORG-7."""

import pytest
from flask import Flask

from app.domain import policy
from tests.commands.conftest import Command
from tests.conftest import FixedClock


def test_who_owns_the_devices_is_set_from_a_day_on(
    app: Flask, command: Command, fixed_clock: FixedClock
) -> None:
    assert 'ownership = "site_owned"' in command("policy", "show").output
    said = command("policy", "set", "ownership", "central", "--from", "2026-10-15")
    assert (said.exit_code, said.output) == (0, "ownership = central from 2026-10-15 on.\n")
    with app.app_context():
        assert policy.value("ownership") == "site_owned"
    fixed_clock.pass_time(days=1)
    assert 'ownership = "central"' in command("policy", "show").output
    command("policy", "set", "transfer_overdue_days", "3")
    command("policy", "set", "school_police_kinds", '["stolen"]')
    with app.app_context():
        assert (policy.value("transfer_overdue_days"), policy.value("school_police_kinds")) == (3, ["stolen"])


@pytest.mark.parametrize(
    "words", [("ownership", "mine"), ("transfer_overdue_days", "soon"), ("no_such_value", "1")]
)
def test_what_is_no_value_is_refused_by_name(
    app: Flask, command: Command, words: tuple[str, str], fixed_clock: FixedClock
) -> None:
    before = command("policy", "show").output
    said = command("policy", "set", *words)
    assert said.exit_code != 0
    assert words[0] in said.output
    assert command("policy", "show").output == before
