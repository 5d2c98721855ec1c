"""A district that was made up: `flask demo`."""

import time

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import exists, func, select

from app.commands.migrated import require_migrated
from app.commands.seal_keys import keyring
from app.db import begin_writing, db
from app.domain import demonstration
from app.domain.offline import server_state
from app.models import Asset, Site


@click.command()
@click.option("--schools", type=click.IntRange(1, 20_000), help="As many schools, for measuring.")
@click.option("--assets", type=click.IntRange(1, 16_000_000), help="As many assets among them.")
@with_appcontext
def demo(schools: int | None, assets: int | None) -> None:
    """Load a demonstration into an empty database: two schools and an office, or a district of any size."""
    require_migrated()
    began = time.perf_counter()
    try:
        if schools is None and assets is None:
            begin_writing()
            _load()
            db.session.commit()
        else:
            _load_large(schools, assets)
    except demonstration.NotEmpty:
        raise click.ClickException(
            "This database holds a district already. A demonstration needs an empty one."
        ) from None
    count = db.session.scalar(select(func.count()).select_from(Asset))
    click.echo(
        f"{count:,} assets in {time.perf_counter() - began:.1f} s. Password of the accounts: {demonstration.PASSWORD}"
    )


def load_first_time() -> bool:
    """Load the demonstration where there is no site yet; says whether the database holds one."""
    begin_writing()
    if not db.session.scalar(select(exists().where(Site.id.is_not(None)))):
        _load()
    told = server_state().demonstration
    db.session.commit()
    return told


def _load() -> None:
    """The small district, with a key of its own to seal with."""
    demonstration.load(current_app.config["ROLLCALL_PASSWORDS"])
    keyring().make()


def _load_large(schools: int | None, assets: int | None) -> None:
    """Part by part, each committed, so that memory stays small however large the district is."""
    assets = assets or (schools or 1) * demonstration.ASSETS_A_SCHOOL
    schools = schools or max(1, assets // demonstration.ASSETS_A_SCHOOL)
    begin_writing()
    began = told = time.perf_counter()
    for done in demonstration.load_large(schools, assets, current_app.config["ROLLCALL_PASSWORDS"]):
        db.session.commit()
        db.session.remove()
        begin_writing()
        if time.perf_counter() - told > 2 or done == assets:
            told = time.perf_counter()
            click.echo(f"{done:>12,} of {assets:,}   {done / (told - began):,.0f} a second")
    db.session.commit()
