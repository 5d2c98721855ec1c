"""Who may sign in: `flask user`."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.db import begin_writing, db
from app.domain.access import accounts
from app.domain.refusals import Refusal
from app.models import Grant, Region, Site, User
from app.models.access import ROLES

REFUSALS = {
    "not_an_address": "{email} is no e-mail address.",
    "address_taken": "{email} has an account already.",
    "short": "That password is too short: {shortest} characters at least.",
    "common": "That password is among the first that are guessed. Take a few words that do not belong together.",
    "personal": "That password is little more than the person's own name or address.",
    "site": "The role {role} is held at a site: say which with --site.",
    "region": "The role {role} is held in a region: say which with --region.",
    "district": "The role {role} is held in the whole district: leave out --site and --region.",
}


@click.group()
def user() -> None:
    """Accounts and their roles."""


@user.command()
@click.argument("email", required=False)
@click.argument("name", required=False)
@click.option("--role", type=click.Choice(ROLES), help="its is the district's administrator.")
@click.option(
    "--site", "site_code", metavar="CODE", help="The location code of the site where the role is held."
)
@click.option(
    "--region", "region_code", metavar="CODE", help="The code of the region where the role is held."
)
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of the input.")
@with_appcontext
def add(
    email: str | None,
    name: str | None,
    role: str | None,
    site_code: str | None,
    region_code: str | None,
    *,
    password_stdin: bool,
) -> None:
    """Open an account; what is left out is asked for."""
    if site_code and region_code:
        raise click.UsageError("A role is held at a site or in a region, not both.")
    email = email or click.prompt("E-mail address")
    name = name or click.prompt("Name")
    role = role or click.prompt("Role", type=click.Choice(ROLES), default="its")
    _site(site_code), _region(region_code)
    password = _password(from_input=password_stdin)
    db.session.rollback()  # nothing was held while somebody typed
    begin_writing()
    site, region = _site(site_code), _region(region_code)
    strength = current_app.config["ROLLCALL_PASSWORDS"]
    try:
        accounts.open_account(email, name, password, role, site=site, region=region, strength=strength)
    except Refusal as refusal:
        raise click.ClickException(_words(refusal)) from None
    db.session.commit()
    click.echo(
        f"{email.lower()} may sign in: {role}, {site or (region.name if region else 'whole district')}."
    )


@user.command()
@click.argument("email")
@with_appcontext
def disable(email: str) -> None:
    """Close an account and end its sessions; what was done under it stays known."""
    begin_writing()
    found = db.session.scalar(select(User).where(User.email == email.strip().lower()))
    if found is None:
        raise click.ClickException(f"Nobody has an account under {email}. `flask user list` shows them.")
    accounts.disable(found)
    db.session.commit()
    click.echo(f"{found.email} can no longer sign in.")


@user.command("list")
@with_appcontext
def list_all() -> None:
    """Every account, with its roles and where they are held."""
    granted = selectinload(User.grants)
    query = select(User).order_by(User.email)
    for found in db.session.scalars(
        query.options(granted.options(joinedload(Grant.site), joinedload(Grant.region)))
    ):
        roles = ", ".join(_held(grant) for grant in found.grants if grant.ended_at is None) or "no role"
        click.echo(f"{found.email:<36} {found.name:<28} {roles}{' (disabled)' if found.disabled_at else ''}")


def _held(grant: Grant) -> str:
    if grant.site:
        return f"{grant.role} at {grant.site.name} ({grant.site.code})"
    return f"{grant.role} in {grant.region.name}" if grant.region else grant.role


def _site(code: str | None) -> Site | None:
    found = db.session.scalar(select(Site).where(Site.code == code)) if code else None
    if code and found is None:
        raise click.BadParameter(f"There is no site with the location code {code}.", param_hint="--site")
    return found


def _region(code: str | None) -> Region | None:
    found = db.session.scalar(select(Region).where(Region.code == code)) if code else None
    if code and found is None:
        known = ", ".join(db.session.scalars(select(Region.code).order_by(Region.code))) or "none yet"
        raise click.BadParameter(f"There is no region {code}. Known: {known}.", param_hint="--region")
    return found


def _password(*, from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _words(refusal: Refusal) -> str:
    key = refusal.facts.get("why") or refusal.facts.get("at") or refusal.reason
    return REFUSALS[key].format(**refusal.facts)
