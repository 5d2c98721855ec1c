"""The doors of phones."""

import json
from io import BytesIO
from typing import Any
from uuid import UUID

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "offline.phones": Door("GET", lambda t: f"/phones?site={t.site}"),
    "offline.take_note": Door(
        "POST", lambda t: f"/phones/{t.device}/{t.user}/note", more=form(note="Counted again.")
    ),
    "offline.adoptions": Door("GET", "/phones/adoptions", of_a_site=False),
    "offline.put_down": Door("POST", "/phones/adoptions", of_a_site=False, more=lambda t: queue_of(t.user)),
    "offline.adoption": Door("GET", lambda t: f"/phones/adoptions/{t.adoption}"),
    "offline.adopt": Door("POST", lambda t: f"/phones/adoptions/{t.adoption}/adopt"),
    "offline.sync": Door(
        "POST",
        "/sync",
        of_a_site=False,
        more=lambda _: {
            "json": {"sent_at": None, "server_epoch": None, "last_seq": 0, "first_kept": 0, "operations": []},
            "headers": {"X-Rollcall": "1"},
        },
    ),
    "offline.own_queue": Door("GET", "/queue", of_a_site=False),
    "offline.snapshot": Door("GET", lambda t: f"/offline/snapshot?site={t.site}", answers_with_a_page=False),
}


def queue_of(user: UUID) -> dict[str, Any]:
    """What somebody's phone saved, with nothing in it."""
    told = {"rollcall": "queue", "v": 1, "actor_id": str(user), "operations": []}
    return {"data": {"file": (BytesIO(json.dumps(told).encode()), "queue.json")}}
