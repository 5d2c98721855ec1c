"""The blueprint of what was reported gone or harmed."""

from flask import Blueprint

bp = Blueprint("losses", __name__)
