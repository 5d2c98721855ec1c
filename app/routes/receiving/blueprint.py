"""The blueprint of receiving, which its parts fill."""

from flask import Blueprint

bp = Blueprint("receiving", __name__)
