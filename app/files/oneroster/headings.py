"""Which column of a file is which field of the standard, however its heading is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

# Every heading of the standard, 1.1 and 1.2, so that a slip in one is not taken for another.
STANDARD = {
    "orgs": "sourcedId status dateLastModified name type identifier parentSourcedId",
    "users": "sourcedId status dateLastModified enabledUser orgSourcedIds role username userIds givenName familyName "
    "middleName identifier email sms phone agentSourcedIds grades password userMasterIdentifier "
    "preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns resourceSourcedIds",
    "roles": "sourcedId status dateLastModified userSourcedId roleType role beginDate endDate orgSourcedId "
    "userProfileSourcedId",
    "classes": "sourcedId status dateLastModified title grades courseSourcedId classCode classType location "
    "schoolSourcedId termSourcedIds subjects subjectCodes periods resourceSourcedIds",
    "enrollments": "sourcedId status dateLastModified classSourcedId schoolSourcedId userSourcedId role primary "
    "beginDate endDate",
}
ALSO = {
    "agents": "agentSourcedIds",
    "agentids": "agentSourcedIds",
    "grade": "grades",
    "firstname": "givenName",
    "lastname": "familyName",
    "orgsourcedid": "orgSourcedIds",
    "schoolsourcedids": "schoolSourcedId",
    "programme": "programme",
    "program": "programme",
    "metadataprogramme": "programme",
    "metadataprogram": "programme",
    "extprogramme": "programme",
    "extprogram": "programme",
    "userprofile": "userProfileSourcedId",
    "datalastmodified": "dateLastModified",
}
ALIKE = 0.86


def columns(file: str, header: Sequence[str]) -> dict[str, int]:
    """The place of each field that the file has. What is written nearly like a field is that field."""
    known = _known(file)
    found: dict[str, int] = {}
    strange = []
    for at, name in enumerate(header):
        field = known.get(plain(name))
        if field is None:
            strange.append((plain(name), at))
        else:
            found.setdefault(field, at)
    free = {key: field for key, field in known.items() if field not in found}
    for name, at in strange:
        for key in get_close_matches(name, free, n=1, cutoff=ALIKE):
            found.setdefault(free[key], at)
    return found


def plain(name: str) -> str:
    """`metadata.programme` and `MetadataProgramme` alike."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@cache
def _known(file: str) -> dict[str, str]:
    fields = STANDARD[file].split()
    also = {
        key: field
        for key, field in ALSO.items()
        if field in fields or (file == "users" and field == "programme")
    }
    if "orgSourcedId" in fields:
        also.pop("orgsourcedid", None)
    return also | {plain(field): field for field in fields}
