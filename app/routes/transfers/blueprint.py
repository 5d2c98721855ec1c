"""The blueprint of what travels between sites."""

from flask import Blueprint

bp = Blueprint("transfers", __name__)
