"""The blueprint that carts hang their routes on."""

from flask import Blueprint

bp = Blueprint("carts", __name__)
