"""A roster on its way in: planned as a whole without changing anything, then written step by step."""

from app.domain.roster.syncing.orgs import said
from app.domain.roster.syncing.outcomes import Outcomes, Told
from app.domain.roster.syncing.planning import Plan, plan, plan_of
from app.domain.roster.syncing.reasons import REASONS
from app.domain.roster.syncing.reporting import report
from app.domain.roster.syncing.writing import Step, size_of, steps

__all__ = [
    "REASONS", "Outcomes", "Plan", "Step", "Told", "plan", "plan_of", "report", "said", "size_of", "steps",
]  # fmt: skip
