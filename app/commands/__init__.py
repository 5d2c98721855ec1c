"""What is done from the command line: `flask --app wsgi …`."""

from flask import Flask

from app.commands.jobs import jobs
from app.commands.serve import serve


def register(app: Flask) -> None:
    for command in (serve, jobs):
        app.cli.add_command(command)
