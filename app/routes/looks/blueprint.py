"""The blueprint that the access log hangs its routes on."""

from flask import Blueprint

bp = Blueprint("looks", __name__)
