"""The universal scan: whatever it sees, it opens."""

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from app import access
from app.domain import policy
from app.domain.access import ROUTES, SIGNED_IN, scope_of
from app.domain.codes import LONGEST, fits_tag_pattern
from app.domain.looking_up import Meaning, assets_meant_by, look_up
from app.files import images, reading
from app.models import Asset, Person, Room
from app.routes.uploads import bytes_sent

bp = Blueprint("scanning", __name__)


@dataclass(slots=True)
class Shown:
    """What a code means to the person asking: of another school's device, that school's name and nothing more."""

    assets: list[Asset] = field(default_factory=list)
    room: Room | None = None
    people: list[Person] = field(default_factory=list)
    other_site: str | None = None
    badge_at_desk: bool = False

    @property
    def nothing(self) -> bool:
        return not (self.assets or self.room or self.people or self.other_site or self.badge_at_desk)


@bp.get("/scan")
def scan() -> str:
    """The scan screen; with a code (typed where no script runs), what it means."""
    code = request.args.get("code", "").strip()[:LONGEST]
    shown = _shown(look_up(code)) if code else None
    return render_template(
        "scanning/scan.html", code=code, shown=shown, tag_pattern="|".join(policy.value("tag_patterns"))
    )


@bp.get("/scan/resolve")
def resolve() -> str:
    """What a scanned code means, as a card."""
    code = request.args.get("code", "").strip()[:LONGEST]
    return render_template("scanning/_meaning.html", code=code, shown=_shown(look_up(code)))


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


def _told(one: reading.Reading, meant: list[Asset]) -> dict[str, Any]:
    scope = scope_of(access.signed_in(), ROUTES["scanning.photo"])
    ours = [asset for asset in meant if scope.holds(asset.site_id)]
    return {
        "text": one.text,
        "format": one.format,
        "position": one.position,
        "asset": {"id": str(ours[0].uuid), "tag": ours[0].tag} if len(ours) == 1 else None,
    }


def _shown(meaning: Meaning) -> Shown:
    user = access.signed_in()
    scope, names = scope_of(user, SIGNED_IN), scope_of(user, ROUTES["roster.person"])
    shown = Shown(assets=[asset for asset in meaning.assets if scope.holds(asset.site_id)])
    if meaning.room is not None and scope.holds(meaning.room.site_id):
        shown.room = meaning.room
    shown.people = [person for person in meaning.people if names.holds(person.site_id)]
    desk = scope_of(user, ROUTES["custody.checkout"])
    bearers = [person for person in meaning.people if desk.holds(person.site_id) and person.left_at is None]
    shown.badge_at_desk = len(bearers) == 1 and not shown.assets and shown.room is None
    if meaning.assets and not shown.assets:
        shown.other_site = meaning.assets[0].site.name
    return shown
