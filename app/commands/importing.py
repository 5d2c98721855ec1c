"""Other people's lists on their way in: `flask import …`."""

import click

from app.commands.importing_assets import assets
from app.commands.importing_devices import import_devices
from app.commands.importing_roster import roster
from app.commands.importing_sites import sites


@click.group("import")
def imports() -> None:
    """Take in other people's lists: what is refused is said line by line, and the rest is kept."""


imports.add_command(assets)
imports.add_command(import_devices)
imports.add_command(roster)
imports.add_command(sites)
