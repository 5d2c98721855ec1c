"""Where every page about imports hangs."""

from flask import Blueprint

bp = Blueprint("importing", __name__)
