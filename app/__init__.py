"""Rollcall: roll call for every device in a school district."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from app import access, clock, commands, compression, csrf, headers, jobs, language, routes, static_files
from app.config import settings
from app.db import db


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The application, ready to serve. `overrides` replace settings, as tests do."""
    static = Path(__file__).parent / "static"
    app = Flask(
        "app",
        instance_path=(overrides or {}).get("INSTANCE"),
        static_folder=str(static),
        static_url_path=f"/static/{static_files.release(static)}",
    )
    app.config |= settings(Path(app.instance_path)) | (overrides or {})
    if proxies := app.config["ROLLCALL_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]

    app.jinja_environment = access.NotingEnvironment
    clock.live_in(app.config["ROLLCALL_TIMEZONE"])
    db.init_app(app)
    Migrate(app, db, directory=str(Path(__file__).parent.parent / "migrations"), render_as_batch=False)
    Htmx(app)
    static_files.serve(app)
    language.speak(app)
    compression.compress(app)
    headers.dress(app)
    csrf.protect(app)
    access.guard(app)
    routes.register_all(app)
    jobs.register(app)
    commands.register(app)
    return app
