"""What device management says, reconciled with the register, by hand."""

from app.routes.devices import exporting, showing, uploading
from app.routes.devices.blueprint import bp

__all__ = ["bp", "exporting", "showing", "uploading"]
