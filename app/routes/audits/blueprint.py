"""The blueprint of counts, which its parts fill."""

from flask import Blueprint

bp = Blueprint("audits", __name__)
