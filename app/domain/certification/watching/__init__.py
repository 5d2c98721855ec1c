"""Watching how every site of a region or the district certifies. Policy: CERT-4, ORG-4."""

from app.domain.certification.watching.cycles import CycleWatched, cycle_of, cycles_of
from app.domain.certification.watching.figures import Figures, figures_of
from app.domain.certification.watching.reading import keep_reading, read
from app.domain.certification.watching.regions import (
    RegionWatched,
    narrowed,
    region_within,
    regions_of,
    regions_within,
    weeks_of,
)
from app.domain.certification.watching.sites import Watch, Watched, certifications_in, watch
from app.domain.certification.watching.waiting import returned, to_sign

__all__ = [
    "CycleWatched", "Figures", "RegionWatched", "Watch", "Watched", "certifications_in", "cycle_of", "cycles_of",
    "figures_of", "keep_reading", "narrowed", "read", "region_within", "regions_of", "regions_within", "returned",
    "to_sign", "watch", "weeks_of",
]  # fmt: skip
