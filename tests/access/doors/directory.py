"""The doors of the way in, sites and rooms."""

from tests.access.doors.door import Door, form

DOORS: dict[str, Door] = {
    "access.home": Door("GET", "/", of_a_site=False),
    "access.more": Door("GET", "/more", of_a_site=False),
    "directory.sites": Door("GET", "/sites", of_a_site=False),
    "directory.rooms": Door("GET", lambda t: f"/rooms?site={t.site}"),
    "directory.mine": Door("GET", lambda t: f"/mine?site={t.site}"),
    "directory.share_devices": Door("POST", lambda t: f"/sites/{t.site}/sharing", more=form(why="Carts do.")),
    "directory.stop_sharing": Door("POST", lambda t: f"/sites/{t.site}/sharing/end"),
    "directory.note_sharing": Door("POST", lambda t: f"/sharing/{t.shared}/noted"),
    "directory.room": Door("GET", lambda t: f"/rooms/{t.room}"),
    "directory.door": Door("GET", lambda t: f"/r/{t.room}"),
    "directory.new_room": Door("GET", lambda t: f"/rooms/new?site={t.site}"),
    "directory.add_room": Door("POST", "/rooms", more=form(site=lambda t: t.site, code="N1", name="New")),
    "directory.close_room": Door("POST", lambda t: f"/rooms/{t.room}/close"),
    "directory.open_room": Door("POST", lambda t: f"/rooms/{t.room}/open"),
}
