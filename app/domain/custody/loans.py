"""Who was lent which ECF device, from when to when, and what is missing: for an auditor. Policy: LAW-1, LAW-2."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db
from app.domain.access import Scope
from app.models import Asset, AssetModel, Checkout, Loss
from app.models.register.asset import MISSING_STATES

Value = str | int | Decimal | date | None
AT_ONCE = 500

HEADER = (
    "type", "maker", "model", "serial", "tag", "site_code", "site_name", "funding_source", "fain", "federal_share",
    "cost", "purchased_on", "delivered_on", "state", "person", "person_number", "loaned_on", "returned_on",
    "missing_on", "missing_how", "police_report", "found_on",
)  # fmt: skip


def loan_rows(scope: Scope, name_of: Callable[[Checkout], str | None]) -> Iterator[list[Value]]:
    """Every loan of every ECF device of some sites under `HEADER`, oldest first; a device never lent has one row, too.

    `name_of` says who a loan was to, or nothing where the reader is not to know. What was reported lost or stolen
    out of somebody's hands was not returned.
    """
    query = select(Asset).where(Asset.ecf, scope.where(Asset.site_id), Asset.state != "void")
    about = (
        joinedload(Asset.model).joinedload(AssetModel.category), joinedload(Asset.site),
        joinedload(Asset.funding_source),
    )  # fmt: skip
    query = query.order_by(Asset.site_id, Asset.tag, Asset.id).options(*about)
    for assets in db.session.scalars(query.execution_options(yield_per=AT_ONCE)).partitions():
        loans, losses = _loans(assets), _losses(assets)
        for asset in assets:
            yield from _story(asset, loans.get(asset.id, []), losses.get(asset.id, []), name_of)


def _story(
    asset: Asset, loans: list[Checkout], losses: list[Loss], name_of: Callable[[Checkout], str | None]
) -> Iterator[list[Value]]:
    device, left = _device(asset), list(losses)
    for loan in loans:
        gone = next((loss for loss in left if _ended_by(loss, loan)), None)
        if gone is not None:
            left.remove(gone)
        name = name_of(loan)
        number = (loan.person.external_id or loan.person.badge) if name is not None else None
        returned = clock.day(loan.ended_at) if loan.ended_at and gone is None else None
        yield [*device, name, number, clock.day(loan.began_at), returned, *_missing(gone)]
    for loss in left:
        yield [*device, None, None, None, None, *_missing(loss)]
    if not loans and not losses:
        yield [*device, *[None] * 8]


def _device(asset: Asset) -> list[Value]:
    model, source = asset.model, asset.funding_source
    cost = None if asset.cost_cents is None else Decimal(asset.cost_cents).scaleb(-2)
    share = None if asset.federal_share is None else f"{asset.federal_share}%"
    return [
        str(model.category), model.maker, model.name, asset.serial, asset.tag, asset.site.code, asset.site.name,
        source.name if source else None, source.fain if source else None, share, cost, asset.purchased_on,
        asset.delivered_on, asset.state,
    ]  # fmt: skip


def _missing(loss: Loss | None) -> list[Value]:
    if loss is None:
        return [None] * 4
    found = clock.day(loss.ended_at) if loss.ended_at and loss.ended_how == "found" else None
    return [loss.noticed_on or clock.day(loss.reported_at), loss.kind, loss.police_report, found]


def _ended_by(loss: Loss, loan: Checkout) -> bool:
    return loan.ended_at is not None and loan.ended_at == max(loss.reported_at, loan.began_at)


def _loans(assets: Sequence[Asset]) -> dict[int, list[Checkout]]:
    query = select(Checkout).where(Checkout.asset_id.in_([asset.id for asset in assets]))
    query = query.where(Checkout.undone_at.is_(None)).options(joinedload(Checkout.person))
    found: dict[int, list[Checkout]] = {}
    for loan in db.session.scalars(query.order_by(Checkout.began_at, Checkout.id)):
        found.setdefault(loan.asset_id, []).append(loan)
    return found


def _losses(assets: Sequence[Asset]) -> dict[int, list[Loss]]:
    query = select(Loss).where(
        Loss.asset_id.in_([asset.id for asset in assets]), Loss.kind.in_(MISSING_STATES)
    )
    found: dict[int, list[Loss]] = {}
    for loss in db.session.scalars(query.order_by(Loss.reported_at, Loss.id)):
        found.setdefault(loss.asset_id, []).append(loss)
    return found
