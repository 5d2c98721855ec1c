"""The blueprint of what phones ask for."""

from flask import Blueprint

bp = Blueprint("offline", __name__)
