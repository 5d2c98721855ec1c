"""The register's blueprint, which its parts fill."""

from flask import Blueprint

bp = Blueprint("register", __name__)
