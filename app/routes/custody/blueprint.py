"""The blueprint that carts and hand-overs hang their routes on."""

from flask import Blueprint

bp = Blueprint("custody", __name__)
