"""The blueprint that the desk hangs its routes on."""

from flask import Blueprint

bp = Blueprint("custody", __name__)
