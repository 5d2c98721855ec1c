"""Who asks: one blueprint for each feature word."""

from flask import Flask

from app.routes import errors, shell
from app.routes.access import bp as access
from app.routes.accessories import bp as accessories
from app.routes.audits import bp as audits
from app.routes.carts import bp as carts
from app.routes.certification import bp as certification
from app.routes.custody import bp as custody
from app.routes.devices import bp as devices
from app.routes.directory import bp as directory
from app.routes.duties import bp as duties
from app.routes.importing import bp as importing
from app.routes.insight import bp as insight
from app.routes.looks import bp as looks
from app.routes.losses import bp as losses
from app.routes.offline import bp as offline
from app.routes.policy import bp as policy
from app.routes.receiving import bp as receiving
from app.routes.register import bp as register
from app.routes.requests import bp as requests
from app.routes.roster import bp as roster
from app.routes.scanning import bp as scanning
from app.routes.transfers import bp as transfers


def register_all(app: Flask) -> None:
    """Hang every blueprint into the application, and what their pages share."""
    shell.furnish(app)
    errors.answer(app)
    for feature in (
        access,
        accessories,
        audits,
        carts,
        certification,
        custody,
        devices,
        directory,
        duties,
        importing,
        insight,
        looks,
        losses,
        offline,
        policy,
        receiving,
        register,
        requests,
        roster,
        scanning,
        transfers,
    ):
        app.register_blueprint(feature)
