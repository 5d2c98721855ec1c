"""Who may do what, and where: roles granted at a site, in a region or in the district. Policy: ORG-8."""

from app.domain.access.granting import designate, grant, revoke
from app.domain.access.operations import OPERATIONS
from app.domain.access.roles import ANYONE, SIGNED_IN
from app.domain.access.scope import (
    EVERYWHERE,
    NOWHERE,
    Reach,
    Scope,
    held_then,
    may,
    reach_of,
    roles_of,
    scope_of,
)
from app.domain.access.showing import SHOWS_STUDENTS
from app.domain.access.signing_in import SignInRefused, hash_password, prove, sign_in, sign_out
from app.domain.access.table import ROUTES

__all__ = [
    "ANYONE", "EVERYWHERE", "NOWHERE", "OPERATIONS", "ROUTES", "SHOWS_STUDENTS", "SIGNED_IN", "Reach",
    "Scope", "SignInRefused", "designate", "grant", "hash_password", "held_then", "may", "prove", "reach_of",
    "revoke", "roles_of", "scope_of", "sign_in", "sign_out",
]  # fmt: skip
