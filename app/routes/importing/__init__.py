"""Other people's lists on their way into the register, by hand."""

from app.routes.importing import bringing_in, showing, uploading
from app.routes.importing.blueprint import bp

__all__ = ["bp", "bringing_in", "showing", "uploading"]
