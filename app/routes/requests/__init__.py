"""What was asked for: by teachers and end users, of the IDM."""

from app.routes.requests import answering, asking, showing
from app.routes.requests.blueprint import bp

__all__ = ["answering", "asking", "bp", "showing"]
