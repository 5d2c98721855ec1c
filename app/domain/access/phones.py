"""The rows of the table that are about phones and what they take along."""

from app.domain.access.roles import (
    ANYONE,
    CHANGE,
    COUNT,
    PHONES,
    SIGNED_IN,
)

ON_PHONES: dict[str, frozenset[str]] = {
    # What a phone takes along: no name is in any of it
    "offline.worker": ANYONE,
    "offline.manifest": ANYONE,
    "offline.install": ANYONE,
    "offline.here": ANYONE,
    "offline.rooms": ANYONE,
    "offline.count": ANYONE,
    "offline.scan": ANYONE,
    "offline.carts": ANYONE,
    "offline.cart": ANYONE,
    "offline.desk": ANYONE,
    "offline.queue": ANYONE,
    "offline.more": ANYONE,
    # Phones
    "offline.sync": SIGNED_IN,
    "offline.snapshot": COUNT,
    "offline.own_queue": SIGNED_IN,
    "offline.phones": PHONES,
    "offline.take_note": CHANGE,
    "offline.adoptions": CHANGE,
    "offline.put_down": CHANGE,
    "offline.adoption": CHANGE,
    "offline.adopt": CHANGE,
}
