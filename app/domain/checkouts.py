"""The rows that say who holds an asset, opened and closed along with its ledger entries. Policy: CUS-2."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import case, select, update

from app.db import db, insert_all
from app.domain.ledger import Act
from app.models import Asset, Checkout, Person


def open_checkout(asset: Asset, to: Person, act: Act, condition: str | None = None) -> Checkout:
    """The checkout that goes with a ledger entry by which `to` became the holder."""
    checkout = Checkout(asset_id=asset.id, person_id=to.id, began_at=act.happened_at, condition_out=condition)
    db.session.add(checkout)
    db.session.flush()
    return checkout


def open_checkouts(held: Iterable[tuple[int, int, datetime, str | None]]) -> None:
    """The checkouts that go with entries by which people became holders: asset, person, since when, condition."""
    columns = ("asset_id", "person_id", "began_at", "condition_out")
    insert_all(Checkout, [dict(zip(columns, one, strict=True)) for one in held])


def close_checkout(asset: Asset, act: Act, condition: str | None = None) -> None:
    """End the asset's open checkout, if there is one."""
    checkout = db.session.scalar(
        select(Checkout).where(Checkout.asset_id == asset.id, Checkout.ended_at.is_(None))
    )
    if checkout:
        checkout.ended_at = max(act.happened_at, checkout.began_at)
        checkout.condition_in = condition
        db.session.flush()


def close_all(assets: Iterable[Asset], act: Act) -> None:
    """End the open checkouts of many assets at once."""
    keys = [asset.id for asset in assets]
    if keys:
        open_ones = update(Checkout).where(Checkout.asset_id.in_(keys), Checkout.ended_at.is_(None))
        late = case((Checkout.began_at > act.happened_at, Checkout.began_at), else_=act.happened_at)
        db.session.execute(open_ones.values(ended_at=late), execution_options={"synchronize_session": False})
