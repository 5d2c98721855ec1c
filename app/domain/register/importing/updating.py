"""Devices of a file that are in the register already: what it says of them is brought up to date where it differs."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import carts, checkouts, custody, ledger, losses
from app.domain.audits import settling
from app.domain.custody import NewCheckout
from app.domain.ledger import Entry
from app.domain.register.correcting import EDITABLE
from app.domain.register.importing.chunk import Chunk
from app.domain.register.importing.columns import codes_with, columns_of, says_the_same
from app.domain.register.importing.lines import Line
from app.domain.register.importing.placing import Plan, plan
from app.models import Asset, Discrepancy, Room

OF_ITS = frozenset({"managed_by", "ecf"})
CODE_COLUMNS = ("tag", "serial", "wired_mac", "wireless_mac")


def bring_up_to_date(chunk: Chunk) -> None:
    """One event for what is corrected, and one for each thing that happened to the device; none where nothing did."""
    corrections: list[Entry] = []
    plans: list[Plan] = []
    for line, asset in chunk.known:
        corrected = _corrections(line, asset, chunk)
        planned = plan(line, asset, chunk)
        line.changed = bool(corrected) or planned.anything
        corrections += corrected
        plans.append(planned)
    ledger.record_all(corrections)
    _carry_out([planned for planned in plans if planned.anything], chunk)


def _corrections(line: Line, asset: Asset, chunk: Chunk) -> list[Entry]:
    columns = columns_of(line) | {"model_id": line.model_id}
    if not chunk.intake.manages(asset.site_id):
        for column in OF_ITS & columns.keys():
            if columns.pop(column) != getattr(asset, column):
                line.warn("managed_by_its", field=column)
    changes = {
        name: value
        for name, value in columns.items()
        if name in EDITABLE and not says_the_same(name, getattr(asset, name), value)
    }
    if asset.serial and "serial" in changes:
        line.warn("another_serial", field="serial", value=changes["serial"], before=asset.serial)
    tag = line.row.tag if asset.tag is None else None
    codes = _codes(line, asset, changes | ({"tag": tag} if tag else {}), chunk)
    details = {"file": chunk.intake.origin, "line": line.number}
    entries = []
    if tag:
        entries.append(
            Entry(
                asset,
                "retagged",
                chunk.intake.act,
                {"tag": tag},
                codes=codes,
                details=details | {"former": None},
            )
        )
        codes = None
    if changes or codes is not None:
        entries.append(Entry(asset, "corrected", chunk.intake.act, changes, codes=codes, details=details))
    return entries


def _codes(line: Line, asset: Asset, changes: dict[str, Any], chunk: Chunk) -> list[tuple[str, str]] | None:
    """All codes of the asset, if there are others than before."""
    before = chunk.codes.get(asset.id, [])
    own = {column: changes.get(column, getattr(asset, column)) for column in CODE_COLUMNS}
    replaced = {getattr(asset, column) for column in CODE_COLUMNS if column in changes}
    kept = [(kind, code) for kind, code in before if kind not in ("tag", "mac") and code not in replaced]
    after = codes_with(own, line, kept)
    return None if sorted(before) == sorted(after) else after


def _carry_out(plans: list[Plan], chunk: Chunk) -> None:
    act = chunk.intake.act
    entries = [entry for planned in plans for entry in planned.entries]
    ledger.record_all(entries)
    losses.keep_reported(entries)
    checkouts.close_all([planned.asset for planned in plans if planned.checked_in], act)
    custody.check_out_all(
        [NewCheckout(planned.asset, planned.check_out_to, act) for planned in plans if planned.check_out_to]
    )
    loads: dict[int, list[Any]] = {}
    for planned in plans:
        if planned.load_into:
            cart_id, slot = planned.load_into
            loads.setdefault(cart_id, []).append((slot, planned.asset, act))
    for cart_id, loaded in loads.items():
        carts.load_all(db.session.get_one(Asset, cart_id), loaded)
    _settle_moved([planned for planned in plans if planned.moved_to], chunk)


def _settle_moved(plans: list[Plan], chunk: Chunk) -> None:
    """Devices that a count found out of their place, and that now are where it found them."""
    moved = {planned.asset.id: planned for planned in plans}
    if not moved:
        return
    found = select(Discrepancy.asset_id).where(
        Discrepancy.asset_id.in_(moved), Discrepancy.kind.in_(("elsewhere", "no_place"))
    )
    for key in set(db.session.scalars(found.where(Discrepancy.settled_at.is_(None)))):
        planned = moved[key or 0]
        settling.settle_by_move(planned.asset, db.session.get_one(Room, planned.moved_to), chunk.intake.act)
