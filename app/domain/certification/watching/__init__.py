"""Watching how every site of a region or the district certifies. Policy: CERT-4, ORG-4."""

from app.domain.certification.watching.figures import Figures, figures_of
from app.domain.certification.watching.reading import keep_reading, read
from app.domain.certification.watching.regions import RegionWatched, regions_of, weeks_of
from app.domain.certification.watching.sites import Watch, Watched, watch
from app.domain.certification.watching.waiting import returned, to_sign

__all__ = [
    "Figures", "RegionWatched", "Watch", "Watched", "figures_of", "keep_reading", "read", "regions_of", "returned",
    "to_sign", "watch", "weeks_of",
]  # fmt: skip
