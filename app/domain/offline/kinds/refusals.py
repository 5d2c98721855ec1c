"""How an operation is refused before, or instead of, its verb."""

from app.domain.refusals import Refusal


class NotPermitted(Refusal):
    """The person has no such right at this site, or no longer."""

    reason = "not_permitted"


class NotYoursToBring(Refusal):
    """Whoever brings another person's work has no such right at its site; the person, or somebody else, may have it."""

    reason = "not_yours_to_bring"


class NoSuchThing(Refusal):
    """What the operation names is not there, or not this person's to see."""

    reason = "no_such_thing"


class BadPayload(Refusal):
    """The payload lacks something or has it in the wrong shape."""

    reason = "bad_payload"


class UnknownKind(Refusal):
    """No version of the server ever knew this kind."""

    reason = "unknown_kind"


class Conflict(Refusal):
    """Somebody else changed the asset meanwhile: nothing was applied, both sides are shown."""

    reason = "changed_by_another"


class SeenSince(Conflict):
    """What is reported gone was seen by somebody after that: nothing was applied, both sides are shown."""

    reason = "seen_since"
