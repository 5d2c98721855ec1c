"""What wants attention: what counts left open, and what phones sent that could not be taken."""

from app.routes.insight import codes, deciding, hands, many, refused, settling, showing
from app.routes.insight.blueprint import bp

__all__ = ["bp", "codes", "deciding", "hands", "many", "refused", "settling", "showing"]
