"""The dated values of the district. How one of them is changed, and what it may be, is in `changing` and `shapes`."""

from app.domain.policy.defaults import CHOICES, DEFAULTS
from app.domain.policy.values import UnfitPolicyValue, UnknownPolicyValue, enter, value
from app.domain.policy.years import fiscal_year_name, fiscal_year_start

__all__ = [
    "CHOICES", "DEFAULTS", "UnfitPolicyValue", "UnknownPolicyValue", "enter", "fiscal_year_name", "fiscal_year_start",
    "value",
]  # fmt: skip
