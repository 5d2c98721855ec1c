"""The list of transfers, and one transfer as each of its two sides sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import render_template, request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain import directory, transfers
from app.domain.ledger import Act
from app.domain.transfers import Arrival, Packed
from app.models import Asset, AssetModel, Transfer, TransferExtra, TransferLine
from app.models.transfers import ARRIVED
from app.routes.fragments import wants
from app.routes.naming import uuid_of, uuid_or_none
from app.routes.transfers.blueprint import bp

PAGE = 50
LINES = 100


@dataclass(frozen=True, slots=True)
class Sides:
    """What the person asking may do with a transfer: pack and send it, accept it, or only look."""

    packs: bool
    sends: bool
    accepts: bool


@dataclass(slots=True)
class Contents:
    """The lines of a transfer as they are drawn: a page of those on their way, of those that ended, and how many."""

    waiting: list[TransferLine]
    ended: list[TransferLine]
    numbers: dict[str, int]
    extras: list[TransferExtra] = field(default_factory=list)
    more: bool = False

    @property
    def open(self) -> int:
        return self.numbers.get("open", 0)

    @property
    def arrived(self) -> int:
        return sum(self.numbers.get(how, 0) for how in ARRIVED)

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


@bp.get("/transfers", endpoint="transfers")
def list_of_transfers() -> str:
    """What a site sends and what comes to it, newest first."""
    site, show = access.chosen_site(), request.args.get("show", "")
    scope = access.scope(site)
    query = transfers.transfers_wanted(scope, show)
    if last := request.args.get("after"):
        query = query.where(Transfer.id < access.transfer(uuid_of(last)).id)
    found = list(db.session.scalars(query.limit(PAGE + 1)))
    asked = access.scope().everywhere
    return render_template(
        "transfers/_transfers.html" if wants("transfers") else "transfers/transfers.html",
        site=site,
        transfers=found[:PAGE],
        more=len(found) > PAGE,
        numbers=transfers.numbers_of(found[:PAGE]),
        late=transfers.overdue_before(),
        show=show if show in transfers.SHOWN else "",
        asked=list(db.session.scalars(transfers.asked_of_its().limit(PAGE))) if asked else [],
    )


@bp.get("/transfers/<uuid:uuid>")
def transfer(uuid: UUID) -> str:
    """One transfer: being packed, on its way, or done."""
    return drawn(access.transfer(uuid))


def drawn(found: Transfer, arrival: Arrival | None = None, packed: Sequence[Packed] = ()) -> str:
    """The page of a transfer, or after a scan the part of it that changed."""
    contents = contents_of(found, after=uuid_or_none(request.args.get("after")))
    sides = sides_of(found)
    return render_template(
        "transfers/_contents.html" if wants("contents") else "transfers/transfer.html",
        transfer=found,
        sides=sides,
        contents=contents,
        arrival=arrival,
        packed=packed,
        hindered=hindered(found, contents.waiting) if found.sent_at is None else {},
        late=transfers.overdue_before(),
        rooms=directory.rooms_open_at(found.to_site_id) if sides.accepts else [],
        room=request.values.get("room", ""),
    )


def sides_of(found: Transfer) -> Sides:
    """What the person asking may do with it. Policy: ORG-7."""
    packs = access.may("transfers.send", found.from_site_id)
    return Sides(
        packs=packs,
        sends=packs and transfers.may_send(access.signed_in(), found.from_site_id),
        accepts=found.sent_at is not None and access.may("transfers.accept", found.to_site_id),
    )


def contents_of(found: Transfer, after: UUID | None = None) -> Contents:
    """A page of the lines of a transfer: those without an end first, then the last that ended."""
    numbers = transfers.numbers_of([found])[found.id]
    waiting = _shown(found).where(TransferLine.ended_at.is_(None)).order_by(TransferLine.id)
    ended = _shown(found).where(TransferLine.ended_at.is_not(None))
    ended = ended.order_by(TransferLine.ended_at.desc(), TransferLine.id.desc())
    if after is not None:
        last = select(TransferLine.id).where(TransferLine.uuid == after, TransferLine.transfer_id == found.id)
        waiting = waiting.where(TransferLine.id > func.coalesce(last.scalar_subquery(), 0))
    open_ones = list(db.session.scalars(waiting.limit(LINES + 1)))
    return Contents(
        waiting=open_ones[:LINES],
        ended=list(db.session.scalars(ended.limit(LINES))),
        numbers=numbers,
        extras=transfers.extras_of(found),
        more=len(open_ones) > LINES,
    )


def hindered(found: Transfer, lines: Sequence[TransferLine]) -> dict[int, Any]:
    """Why some of these devices could not go now, by their lines."""
    act = Act.now(access.signed_in())
    told = {line.id: transfers.hindrance(line.asset, found.from_site_id, act) for line in lines}
    return {key: why for key, why in told.items() if why is not None}


def _shown(found: Transfer) -> Select[TransferLine]:
    """Lines with what a list says of a device: not its holder, nor where it stood at the other site."""
    query = select(TransferLine).where(TransferLine.transfer_id == found.id)
    asset = joinedload(TransferLine.asset)
    return query.options(
        asset.joinedload(Asset.model).joinedload(AssetModel.category),
        asset.joinedload(Asset.site),
        joinedload(TransferLine.ended_by),
        joinedload(TransferLine.from_cart),
    )
