"""Where every page about device management hangs."""

from flask import Blueprint

bp = Blueprint("devices", __name__)
