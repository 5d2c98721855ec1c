"""A district that was made up, to look at and to measure with; everything in it went through the ledger."""

from app.domain.demonstration.accounts import PASSWORD
from app.domain.demonstration.large import ASSETS_A_SCHOOL, load_large
from app.domain.demonstration.loading import NotEmpty, load

__all__ = ["ASSETS_A_SCHOOL", "PASSWORD", "NotEmpty", "load", "load_large"]
