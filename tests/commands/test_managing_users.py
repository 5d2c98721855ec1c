"""The district's administrator lets people in, and keeps them out again."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.models import User
from tests.commands.conftest import Command
from tests.district import PASSWORD, District, Visitor

GOOD = "three boats in the rain"


def add(command: Command, *words: str, password: str = GOOD) -> tuple[int, str]:
    answer = command("user", "add", *words, "--password-stdin", typed=f"{password}\n")
    return answer.exit_code, answer.output


def test_a_new_colleague_signs_in(app: Flask, district: District, command: Command) -> None:
    code, said = add(command, "Nora@School.test", "Nora Quist", "--role", "idm", "--site", "8217")
    assert (code, said) == (0, "nora@school.test may sign in: idm, Marshall Middle.\n")
    visitor = Visitor(app.test_client())
    assert visitor.sign_in("nora@school.test", GOOD).status_code == 303
    assert visitor.get("/", follow_redirects=True).status_code == 200


def test_the_first_administrator_is_asked_for_everything(app: Flask, command: Command) -> None:
    answer = command("user", "add", typed=f"ada@district.test\nAda Winters\nits\n{GOOD}\n{GOOD}\n")
    assert answer.exit_code == 0, answer.output
    assert GOOD not in answer.output
    with app.app_context():
        [ada] = db.session.scalars(select(User))
        [grant] = ada.grants
    assert (grant.role, grant.site_id, grant.region_id) == ("its", None, None)
    assert not ada.demonstration


@pytest.mark.parametrize("address", ["a,d@school.test", "nora@[1.test", "<nora@school.test>", "(a@b).\\"])
def test_an_address_is_one_address_that_a_message_can_bear(
    address: str, district: District, command: Command
) -> None:
    code, said = add(command, address, "Nora Quist", "--role", "idm", "--site", "8217")
    assert (code, "is no e-mail address" in said) == (1, True)


def test_a_region_administrator_needs_a_region(district: District, command: Command) -> None:
    code, said = add(command, "rita@district.test", "Rita Moss", "--role", "region")
    assert code == 1
    assert "say which with --region" in said
    code, said = add(command, "rita@district.test", "Rita Moss", "--role", "region", "--region", "EAST")
    assert code == 2
    assert "There is no region EAST. Known: NORTH, SOUTH." in said
    assert add(command, "rita@district.test", "Rita Moss", "--role", "region", "--region", "NORTH")[0] == 0


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "too short: 12 characters"),
        ("", "too short"),
        ("Password1234!", "first that are guessed"),
        ("rollcall-demo", "first that are guessed"),
        ("aaaaaaaaaaaaaa", "first that are guessed"),
        ("123456789012", "first that are guessed"),
        ("abcdefghijklm", "first that are guessed"),
        ("noraquist1987", "own name"),
    ],
)
def test_a_weak_password_is_refused(
    app: Flask, district: District, command: Command, password: str, why: str
) -> None:
    words = ("nora.quist@school.test", "Nora Quist", "--role", "idm", "--site", "8217")
    code, said = add(command, *words, password=password)
    assert code == 1
    assert why in said
    assert db.session.scalar(select(User).where(User.email == words[0])) is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            ("nora@school.test", "Nora", "--role", "idm", "--site", "9999"),
            "no site with the location code 9999",
        ),
        (("nora@school.test", "Nora", "--role", "idm"), "say which with --site"),
        (("nora@school.test", "Nora", "--role", "its", "--site", "8217"), "leave out --site"),
        (("nora@school.test", "Nora", "--role", "idm", "--site", "8217", "--region", "NORTH"), "not both"),
        (("nora@school.test", "Nora", "--role", "janitor"), "janitor"),
        (("nora", "Nora", "--role", "its"), "nora is no e-mail address"),
        (("IVY@marshall.test", "Ivy", "--role", "its"), "ivy@marshall.test has an account already"),
    ],
)
def test_what_cannot_be_is_said_by_name(
    district: District, command: Command, words: tuple[str, ...], why: str
) -> None:
    code, said = add(command, *words)
    assert code != 0
    assert why in said


def test_whoever_leaves_is_out_at_once(app: Flask, district: District, command: Command) -> None:
    ivy = Visitor(app.test_client())
    ivy.sign_in("ivy@marshall.test")
    assert (
        command("user", "disable", "Ivy@marshall.test").output == "ivy@marshall.test can no longer sign in.\n"
    )
    assert ivy.get("/").location.startswith("/sign-in")
    assert ivy.sign_in("ivy@marshall.test", PASSWORD).status_code == 401
    assert "(disabled)" in command("user", "list").output


def test_nobody_is_disabled_by_mistake(district: District, command: Command) -> None:
    answer = command("user", "disable", "nobody@marshall.test")
    assert answer.exit_code == 1
    assert "Nobody has an account under nobody@marshall.test" in answer.output


def test_the_list_says_who_may_what_and_where(district: District, command: Command) -> None:
    lines = command("user", "list").output.splitlines()
    assert any("ivy@marshall.test" in line and "idm at Marshall Middle (8217)" in line for line in lines)
    assert any("rhea@marshall.test" in line and "region in North" in line for line in lines)
    assert any("ian@marshall.test" in line and line.endswith("its") for line in lines)
