"""The blueprint that accessories hang their routes on."""

from flask import Blueprint

bp = Blueprint("accessories", __name__)
