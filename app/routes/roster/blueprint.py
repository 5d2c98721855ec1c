"""Where every page about people and their roster hangs."""

from flask import Blueprint

bp = Blueprint("roster", __name__)
