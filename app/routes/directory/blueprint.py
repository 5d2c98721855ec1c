"""The blueprint of sites and rooms, which its parts fill."""

from flask import Blueprint

bp = Blueprint("directory", __name__)
