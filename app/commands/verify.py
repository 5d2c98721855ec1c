"""Does everything add up? `flask verify`."""

import json
from itertools import chain
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from app.commands.migrated import require_migrated
from app.commands.verify_seal import verify_seal
from app.db import db
from app.domain import accessories, ledger
from app.domain.ledger import Fault
from app.models import Asset, Event

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Say it as JSON: {assets, events, faults: [{asset, number, what}]}.",
)
@click.option(
    "--seal", type=FILE, help="Check this sealed record of a certification instead; needs no database."
)
@click.option("--key", type=FILE, help="The district's public key, which goes with --seal.")
@click.option("--site", help="The location code that the sealed record should be of.")
@with_appcontext
def verify(*, as_json: bool, seal: Path | None, key: Path | None, site: str | None) -> None:
    """Rebuild every asset from its events and check every chain; exits with 1 where something does not add up."""
    if seal or key or site:
        if seal is None or key is None:
            raise click.UsageError("A seal is checked with both: --seal FILE --key PUBLIC.")
        verify_seal(seal, key, site=site, as_json=as_json)
        return
    require_migrated()
    faults = []
    for fault in chain(ledger.verify(), accessories.verify()):
        faults.append(fault)
        if not as_json:
            click.echo(_sentence(fault))
    assets, events = (
        db.session.scalar(select(func.count()).select_from(model)) or 0 for model in (Asset, Event)
    )
    if as_json:
        told = {"assets": assets, "events": events, "faults": [fault._asdict() for fault in faults]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        verdict = f"{len(faults):,} fault{'s' if len(faults) > 1 else ''}" if faults else "all adds up"
        click.echo(f"{assets:,} assets, {events:,} events: {verdict}")
    if faults:
        raise SystemExit(1)


def _sentence(fault: Fault) -> str:
    return f"{fault.asset}{'' if fault.number is None else f', event {fault.number}'}: {fault.what}"
