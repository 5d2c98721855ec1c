"""The blueprint that duties hang their routes on."""

from flask import Blueprint

bp = Blueprint("duties", __name__)
