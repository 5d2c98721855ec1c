"""The universal scan: whatever it sees, it opens."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, session, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from app import access
from app.db import db
from app.domain import policy, transfers
from app.domain.access import SIGNED_IN, scope_of
from app.domain.codes import LONGEST, fits_tag_pattern
from app.domain.looking_up import Meaning, assets_meant_by, look_up
from app.files import images, reading
from app.models import Asset, Person, Room, Transfer, TransferLine
from app.routes.uploads import bytes_sent

bp = Blueprint("scanning", __name__)

PACKING_LIST = re.compile(
    r"^https?://[^/]+/transfers/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.IGNORECASE
)


@dataclass(slots=True)
class Shown:
    """What a code means to the person asking: of another school's device, that school's name and nothing more."""

    assets: list[Asset] = field(default_factory=list)
    room: Room | None = None
    people: list[Person] = field(default_factory=list)
    other_site: str | None = None
    badge_at_desk: bool = False
    coming: list[TransferLine] = field(default_factory=list)
    transfer: Transfer | None = None

    @property
    def nothing(self) -> bool:
        said = self.assets or self.room or self.people or self.other_site or self.badge_at_desk
        return not (said or self.transfer)


@bp.app_template_global()
def believed_pattern() -> str:
    """What every tag of ours fits, for scanners: a linear code that does is believed at once."""
    return "|".join(policy.value("tag_patterns"))


@bp.get("/scan")
def scan() -> str | AnyResponse:
    """The scan screen; with a code (typed where no script runs), what it means.

    On a phone that stands at a desk it begins there, until it is asked to look something up.
    """
    if not request.args and (way := session.get("scan_begins")) and access.may(f"custody.{way}"):
        return redirect(url_for(f"custody.{way}"), 303)
    code = request.args.get("code", "").strip()[:LONGEST]
    shown = _shown(look_up(code), code) if code else None
    return render_template("scanning/scan.html", code=code, shown=shown)


@bp.get("/scan/resolve")
def resolve() -> str:
    """What a scanned code means, as a card."""
    code = request.args.get("code", "").strip()[:LONGEST]
    return render_template("scanning/_meaning.html", code=code, shown=_shown(look_up(code), code))


@bp.post("/scan/photo")
def photo() -> str | Response:
    """Every code in a photo, read on the server, with the asset each means."""
    data, _ = bytes_sent("photo", policy.value("photo_bytes"))
    try:
        picture = images.open_picture(data, most_pixels=policy.value("photo_pixels"), grey=True)
    except images.NotAPicture:
        abort(415)
    except (images.TooManyBytes, images.TooManyPixels):
        abort(413)
    except images.PictureRefused:
        abort(422)
    patterns = policy.value("tag_patterns")
    found = reading.read_photo(picture, fits=lambda text: fits_tag_pattern(text, patterns))
    meant = assets_meant_by({one.text for one in found})
    if request.accept_mimetypes.best == "application/json":
        return jsonify([_told(one, meant.get(one.text, [])) for one in found])
    codes = [(one, _shown(Meaning(assets=meant.get(one.text, [])))) for one in found]
    return render_template("scanning/photo.html", codes=codes)


def _transfer(code: str) -> Transfer | None:
    """The transfer whose packing list was scanned, if this person sees it."""
    found = PACKING_LIST.search(code)
    if found is None:
        return None
    scope = access.where_may("transfers.transfer")
    return db.session.scalar(
        select(Transfer).where(Transfer.uuid == UUID(found[1]), transfers.seen_by(scope))
    )


def _told(one: reading.Reading, meant: list[Asset]) -> dict[str, Any]:
    scope = access.where_may("scanning.photo")
    ours = [asset for asset in meant if scope.holds(asset.site_id)]
    return {
        "text": one.text,
        "format": one.format,
        "position": one.position,
        "asset": {"id": str(ours[0].uuid), "tag": ours[0].tag} if len(ours) == 1 else None,
    } | (_cart_of(ours[0]) if len(ours) == 1 else {"cart": None})


def _cart_of(asset: Asset) -> dict[str, str | None]:
    """The cart in which a device lies, for whoever may look through it: most of a photo may be one cart."""
    cart = asset.cart
    if cart is None or not access.may("carts.cart", cart.site_id):
        return {"cart": None}
    return {"cart": str(cart.uuid), "cart_tag": str(cart)}


def _shown(meaning: Meaning, code: str = "") -> Shown:
    scope, names = scope_of(access.signed_in(), SIGNED_IN), access.names()
    shown = Shown(assets=[asset for asset in meaning.assets if scope.holds(asset.site_id)])
    if meaning.room is not None and scope.holds(meaning.room.site_id):
        shown.room = meaning.room
    shown.people = [person for person in meaning.people if names.holds(person.site_id)]
    desk = access.where_may("custody.checkout")
    bearers = [person for person in meaning.people if desk.holds(person.site_id) and person.left_at is None]
    shown.badge_at_desk = len(bearers) == 1 and not shown.assets and shown.room is None
    if meaning.assets and not shown.assets:
        shown.other_site = meaning.assets[0].site.name
        shown.coming = transfers.coming_to(access.where_may("transfers.transfer"), meaning.assets)
    elif shown.nothing:
        shown.transfer = _transfer(code)
    return shown
