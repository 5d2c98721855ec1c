"""What is done from the command line: `flask --app wsgi …`."""

from flask import Flask

from app.commands.access_log import access_log
from app.commands.backup import backup
from app.commands.demo import demo
from app.commands.exporting import export
from app.commands.importing import imports
from app.commands.jobs import jobs
from app.commands.policy import policy
from app.commands.reminding import remind
from app.commands.restore import restore
from app.commands.seal_keys import seal_key
from app.commands.serve import serve
from app.commands.users import user
from app.commands.verify import verify


def register(app: Flask) -> None:
    for command in (
        serve,
        jobs,
        demo,
        user,
        policy,
        access_log,
        imports,
        export,
        verify,
        seal_key,
        remind,
        backup,
        restore,
    ):
        app.cli.add_command(command)
