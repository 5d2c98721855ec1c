"""The blueprint that certifications hang their routes on."""

from flask import Blueprint

bp = Blueprint("certification", __name__)
