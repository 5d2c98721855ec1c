"""Who is designated, who is trained, what was told of breaches, and what one is reminded of."""

from app.routes.duties import breaches, designating, reminding, training
from app.routes.duties.blueprint import bp

__all__ = ["bp", "breaches", "designating", "reminding", "training"]
