"""The district's dated values: `flask policy`."""

import json
import sys
from datetime import date, datetime
from typing import Any

import click
from flask.cli import with_appcontext

from app import clock
from app.db import begin_writing, db
from app.domain import policy as values


@click.group()
def policy() -> None:
    """Numbers, limits and settings of the district, each from a day on."""


@policy.command()
@with_appcontext
def show() -> None:
    """Every value as it holds today."""
    for name in sorted(values.DEFAULTS):
        click.echo(f"{name} = {json.dumps(values.value(name), ensure_ascii=False)}")


@policy.command("set")
@click.argument("name")
@click.argument("value")
@click.option(
    "--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="The first day it holds; today without it."
)
@with_appcontext
def set_(name: str, value: str, since: datetime | None) -> None:
    """Let NAME be VALUE from a day on, such as: flask policy set ownership central --from 2026-07-01."""
    day: date = since.date() if since else clock.day()
    begin_writing()
    try:
        values.enter(name, _read(value), effective_on=day, by=None)
    except values.UnknownPolicyValue:
        sys.exit(f"There is no value {name}. `flask policy show` lists them.")
    except values.UnfitPolicyValue:
        known = ", ".join(values.CHOICES.get(name, ())) or f"such as {json.dumps(values.DEFAULTS[name])}"
        sys.exit(f"{value} is no value for {name}: {known}.")
    db.session.commit()
    click.echo(f"{name} = {value} from {day.isoformat()} on.")


def _read(text: str) -> Any:
    """A number or a list as JSON says it; anything else is a word."""
    try:
        return json.loads(text)
    except ValueError:
        return text
