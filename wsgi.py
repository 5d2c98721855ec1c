"""The application, for a server to serve and for `flask --app wsgi`."""

from app import create_app

app = create_app()
