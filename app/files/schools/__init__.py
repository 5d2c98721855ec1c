"""Lists of sites: our own, and California's public school directory. Policy: ORG-1.

The state gives a school fourteen digits: county, district, and seven of its own. Those seven, the "school
code", are on every form, short enough to say and unique within a district, so they become the location code;
where one file holds two schools that share them, the later one keeps all fourteen. The directory knows no
regions within a district: the city stands for one until somebody says better.
"""

from app.files.schools.reading import read
from app.files.schools.reasons import REASONS
from app.files.schools.rows import NotAListOfSites, SchoolFacts, SchoolRead, SchoolRow

__all__ = ["REASONS", "NotAListOfSites", "SchoolFacts", "SchoolRead", "SchoolRow", "read"]
