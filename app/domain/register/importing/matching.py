"""Which asset a line means: by its tag, or without one by its serial number. Policy: REG-3, LAW-3."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from app.db import db
from app.domain import ledger
from app.domain.codes import look_up_key
from app.domain.lifecycle import GONE
from app.domain.register.importing.chunk import Bearer, Chunk, KnownCart
from app.domain.register.importing.directory import KnownSite, SiteRefused
from app.domain.register.importing.intake import Intake
from app.domain.register.importing.lines import Line
from app.files.assets import Normalised
from app.models import Asset, Identifier

Bearers = dict[str, list[Bearer]]


def match(chunk: Chunk) -> None:
    """Give each line its school and its asset, if there is one already, or refuse it."""
    for line in chunk.lines:
        _key(line, chunk.intake)
    chunk.bearers = _bearers(chunk)
    meant: dict[int, Line] = {}
    for line in chunk.lines:
        key = _meant(line, chunk.bearers, chunk.intake)
        if key is not None and not line.refused:
            meant[key] = line
    carts = _carts(chunk)
    assets = _read(meant.keys() | carts)
    for key, line in meant.items():
        line.asset = assets[key]
    chunk.codes = _codes(meant.keys())
    chunk.carts = {key: _known_cart(assets[asset_id]) for asset_id, key in carts.items()}
    chunk.cart_rooms = _rooms_of_carts(assets[key] for key in meant)


def pass_over(rows: Iterable[Normalised], intake: Intake) -> None:
    """Remember rows that were taken in before the work stopped, as if they had been taken in just now."""
    for row in rows:
        line = Line.of(row)
        if not line.refused:
            _key(line, intake)
        if line.refused or not line.serial_key:
            continue
        try:
            line.site = _site(line, None, intake)
        except SiteRefused:
            continue
        intake.first_with_serial(line)


def _key(line: Line, intake: Intake) -> None:
    line.tag_key, line.serial_key = look_up_key(line.row.tag or ""), look_up_key(line.row.serial or "")
    if not line.tag_key and not line.serial_key:
        line.refuse("nothing_identifies")
    elif line.tag_key and (first := intake.first_with_tag(line)) != line.number:
        line.refuse("tag_repeated", field="tag", value=line.row.tag, first_line=first)
    elif line.tag_key and line.row.slots:
        intake.carts.add(line.tag_key)


def _bearers(chunk: Chunk) -> Bearers:
    keys = {key for line in chunk.lines for key in (line.tag_key, line.serial_key) if key}
    keys |= {look_up_key(line.row.cart) for line in chunk.lines if line.row.cart}
    query = (
        select(Identifier.key, Asset.id, Asset.site_id, Identifier.kind, Asset.tag, Asset.state)
        .join(Asset, Asset.id == Identifier.asset_id)
        .where(Identifier.key.in_(keys))
    )
    bearers: Bearers = {}
    for key, asset_id, site_id, kind, tag, state in db.session.execute(query) if keys else ():
        bearers.setdefault(key, []).append(Bearer(asset_id, site_id, kind, tag, state))
    return bearers


def _meant(line: Line, bearers: Bearers, intake: Intake) -> int | None:
    """The key of the asset the line means; None for a new one, or where the line is refused."""
    tagged = next((b for b in bearers.get(line.tag_key, ()) if b.kind == "tag"), None)
    try:
        line.site = site = _site(line, tagged, intake)
    except SiteRefused as refusal:
        line.refuse(refusal.reason, field="site_name", **refusal.facts)
        return None
    if tagged and tagged.site_id != site.id:
        line.refuse("tag_taken", field="tag", value=line.row.tag)
        return None
    first = intake.first_with_serial(line) if line.serial_key else line.number
    found = tagged or _by_former_tag(line, site, bearers) or _by_serial(line, site, first, bearers)
    if line.refused:
        return None
    if found and (earlier := intake.first_about(found.asset_id, line)) != line.number:
        line.refuse("same_device", field="tag", value=line.row.tag or line.row.serial, first_line=earlier)
        return None
    _warn_of_shared_serial(line, found, first, bearers, intake)
    return found.asset_id if found else None


def _site(line: Line, tagged: Bearer | None, intake: Intake) -> KnownSite:
    if intake.site:
        return intake.sites.named(intake.site, None)
    row = line.row
    if tagged and not (row.site_code or row.site_name):
        found = intake.sites.of_key(tagged.site_id)
        if found:
            return found
    return intake.sites.named(row.site_code, row.site_name)


def _by_former_tag(line: Line, site: KnownSite, bearers: Bearers) -> Bearer | None:
    """An old list says a former tag: the device is in the register already."""
    former = [b for b in bearers.get(line.tag_key, ()) if b.kind == "former_tag" and b.site_id == site.id]
    if len(former) != 1:
        return None
    line.warn("former_tag", field="tag", value=line.row.tag, tag=former[0].tag or "–")
    return former[0]


def _by_serial(line: Line, site: KnownSite, first: int, bearers: Bearers) -> Bearer | None:
    """Without a tag the serial number must do; with one it finds the device that was registered without."""
    borne = {
        b.asset_id: b for b in bearers.get(line.serial_key, ()) if b.kind == "serial" and b.site_id == site.id
    }
    untagged = [b for b in borne.values() if b.tag is None]
    if line.tag_key:
        living = [b for b in untagged if b.state not in GONE]  # what is disposed of gets no tag any more
        return living[0] if len(borne) == len(living) == 1 and first == line.number else None
    if first != line.number:
        line.refuse("same_device", field="serial", value=line.row.serial, first_line=first)
        return None
    found = list(borne.values()) if len(borne) == 1 else untagged
    if borne and len(found) != 1:
        line.refuse("serial_not_unique", field="serial", value=line.row.serial)
        return None
    return found[0] if found else None


def _warn_of_shared_serial(
    line: Line, own: Bearer | None, first: int, bearers: Bearers, intake: Intake
) -> None:
    """What is known of other schools' devices is not said to somebody who may not see them."""
    if first != line.number:
        line.warn("serial_repeated", field="serial", value=line.row.serial, first_line=first)
        return
    for other in bearers.get(line.serial_key, ()):
        if (
            other.kind == "serial"
            and other.asset_id != (own.asset_id if own else None)
            and intake.scope.holds(other.site_id)
        ):
            line.warn("serial_shared", field="serial", value=line.row.serial, other=other.tag or "–")
            return


def _carts(chunk: Chunk) -> dict[int, str]:
    """The carts that lines name and their school has, by key."""
    named = {
        (look_up_key(line.row.cart), line.site.id) for line in chunk.lines if line.row.cart and line.site
    }
    return {
        bearer.asset_id: key
        for key, site_id in named
        for bearer in chunk.bearers.get(key, ())
        if bearer.kind == "tag" and bearer.site_id == site_id
    }


def _read(keys: set[int]) -> dict[int, Asset]:
    """Held first, so that what is read is what is."""
    if not keys:
        return {}
    ledger.hold(keys)
    query = select(Asset).where(Asset.id.in_(keys)).execution_options(populate_existing=True)
    return {asset.id: asset for asset in db.session.scalars(query)}


def _codes(keys: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    codes: dict[int, list[tuple[str, str]]] = {}
    query = select(Identifier.asset_id, Identifier.kind, Identifier.code).where(Identifier.asset_id.in_(keys))
    for key, kind, code in db.session.execute(query.order_by(Identifier.id)) if keys else ():
        codes.setdefault(key, []).append((kind, code))
    return codes


def _known_cart(asset: Asset) -> KnownCart:
    return KnownCart(asset.id, asset.site_id, asset.slots, asset.room_id)


def _rooms_of_carts(assets: Iterable[Asset]) -> dict[int, int | None]:
    keys = {asset.cart_id for asset in assets if asset.cart_id}
    query = select(Asset.id, Asset.room_id).where(Asset.id.in_(keys))
    return dict(db.session.execute(query).all()) if keys else {}
