"""What somebody answers for: the first screen of whoever has rooms and carts of their own. Policy: CUS-7."""

from flask import render_template

from app import access
from app.domain import audits, carts
from app.domain.roster import rooms_answered_for
from app.routes.directory.blueprint import bp


@bp.get("/mine")
def mine() -> str:
    """My rooms and my carts, what wants doing first."""
    site, person_id = access.working_site(), access.signed_in().person_id
    keys = rooms_answered_for(person_id)
    rooms = [room for room in audits.rooms_of(site.id) if room.room.id in keys]
    return render_template(
        "directory/mine.html",
        site=site,
        rooms=sorted(rooms, key=lambda room: room.state == "counted"),
        carts=[cart for cart in carts.carts_of(site.id, person_id) if cart.mine],
    )
