"""What was reported lost, stolen, vandalised or damaged: listed, exported, and told more of later."""

from app.routes.losses import showing, telling
from app.routes.losses.blueprint import bp

__all__ = ["bp", "showing", "telling"]
