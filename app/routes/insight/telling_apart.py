"""What devices that bear one code are called, so that nobody takes one for another."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext

from app.domain.codes import look_up_key
from app.models import Asset
from app.routes.words import exact


def names_apart(assets: Sequence[Asset], code: str) -> dict[int, str]:
    """A name for each of these devices, by its key: its tag, else its serial number, unless that is the code itself;
    else its model with its place, or where that says nothing with when it was seen last, or with its number.
    """
    names = {asset.id: _own_code(asset, code) or _model_and_place(asset) for asset in assets}
    for asset in _alike(assets, names):
        names[asset.id] = f"{asset.model}, {_last_seen(asset)}"
    for number, asset in enumerate(_alike(assets, names), 1):
        names[asset.id] = f"{asset.model} ({number})"
    return names


def _own_code(asset: Asset, code: str) -> str | None:
    own = (asset.tag, asset.serial)
    return next((one for one in own if one and look_up_key(one) != look_up_key(code)), None)


def _model_and_place(asset: Asset) -> str:
    place = asset.room.name if asset.room else str(asset.cart or gettext("no place"))
    return f"{asset.model}, {place}"


def _last_seen(asset: Asset) -> str:
    if asset.last_seen_at is None:
        return gettext("never seen yet")
    return gettext("seen %(when)s", when=exact(asset.last_seen_at))


def _alike(assets: Sequence[Asset], names: dict[int, str]) -> list[Asset]:
    often = Counter(names.values())
    return [asset for asset in assets if often[names[asset.id]] > 1]
