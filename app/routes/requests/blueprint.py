"""The blueprint that requests hang their routes on."""

from flask import Blueprint

bp = Blueprint("requests", __name__)
