"""The blueprint of what wants attention."""

from flask import Blueprint

bp = Blueprint("insight", __name__)
