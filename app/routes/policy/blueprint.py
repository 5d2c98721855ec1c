"""The blueprint that the district's rules hang their routes on."""

from flask import Blueprint

bp = Blueprint("policy", __name__)
