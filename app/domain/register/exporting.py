"""The register as rows for other people's programs, under the names that our own files have."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app import clock
from app.db import db
from app.domain.access import Scope
from app.models import Asset, AssetModel, Category, Checkout, FundingSource, Identifier, Person, Room, Site

Value = str | int | Decimal | date | None
AT_ONCE = 500

HEADER = (
    "tag", "serial", "more_serials", "former_tags", "other_codes", "category", "maker", "model", "model_number",
    "description", "state", "condition", "use", "site_code", "site_name", "room_code", "room_name", "cart", "slot",
    "slots", "holder_id", "holder_given_name", "holder_family_name", "holder_name", "holder_email", "responsible",
    "checked_out_on", "due_back_on", "purchase_order", "supplier", "purchased_on", "cost", "shipped_on",
    "delivered_on", "delivered_to", "proof_of_delivery", "itemised_list", "signed_off_by", "signed_off_on",
    "funding_source", "fain", "federal_share", "title_holder", "warranty_kind", "warranty_months",
    "warranty_until", "end_of_life_on", "operating_system", "wired_mac", "wireless_mac", "software", "managed_by",
    "ecf", "bought_by_programme", "disposed_on", "disposal_method", "sale_price", "notes",
)  # fmt: skip
ABOUT_HOLDERS = ("holder_id", "holder_given_name", "holder_family_name", "holder_name", "holder_email")

Cart = aliased(Asset, name="carts")
Holder, Keeper = aliased(Person, name="holders"), aliased(Person, name="keepers")
FOUND_ELSEWHERE: dict[str, Any] = {
    "category": Category.name,
    "maker": AssetModel.maker,
    "model": AssetModel.name,
    "model_number": AssetModel.number,
    "site_code": Site.code,
    "site_name": Site.name,
    "room_code": Room.code,
    "room_name": Room.name,
    "cart": func.coalesce(Cart.tag, Cart.serial),
    "holder_id": func.coalesce(Holder.external_id, Holder.badge),
    "holder_given_name": Holder.given_name,
    "holder_family_name": Holder.family_name,
    "holder_email": Holder.email,
    "responsible": func.coalesce(Keeper.external_id, Keeper.email, Keeper.family_name),
    "holder_key": Holder.id,
    "holder_kind": Holder.kind,
    "holder_site_id": Holder.site_id,
    "keeper_site_id": Keeper.site_id,
    "funding_source": FundingSource.name,
    "fain": FundingSource.fain,
}
OWN = ("id", "site_id", "cost_cents", "sale_price_cents", *(name for name in HEADER if hasattr(Asset, name)))


def told_rows(
    query: Select[Asset], names: Scope, named: Callable[[int, int], None] | None = None
) -> Iterator[list[Value]]:
    """The assets of a query, each a row under `HEADER`; a few hundred in memory at a time.

    Who has an asset and who answers for it is told within `names`; `named` hears the keys of each student who is
    told, and of their site. Policy: ORG-8.
    """
    rows = db.session.execute(_told(query).execution_options(yield_per=AT_ONCE))
    for part in rows.partitions():
        keys = [row.id for row in part]
        codes, since = _codes(keys), _since(keys)
        for row in part:
            told = row._asdict() | _codes_by_field(codes.get(row.id, ()), row.serial)
            told["cost"], told["sale_price"] = _dollars(row.cost_cents), _dollars(row.sale_price_cents)
            told["federal_share"] = None if row.federal_share is None else f"{row.federal_share}%"
            told["holder_name"] = " ".join(filter(None, (row.holder_given_name, row.holder_family_name)))
            told["checked_out_on"] = clock.day(since[row.id]) if row.id in since else None
            if not names.holds(row.holder_site_id):
                told |= dict.fromkeys(ABOUT_HOLDERS)
            elif named is not None and row.holder_kind == "student":
                named(row.holder_key, row.holder_site_id)
            if not names.holds(row.keeper_site_id):
                told["responsible"] = None
            yield [told.get(name) for name in HEADER]


def _told(query: Select[Asset]) -> Select[Any]:
    """The same assets as columns, with what stands in other tables beside them."""
    columns = [getattr(Asset, name) for name in OWN if name not in FOUND_ELSEWHERE]
    beside = [column.label(name) for name, column in FOUND_ELSEWHERE.items()]
    told = query.with_only_columns(*columns, *beside, maintain_column_froms=True)
    for table, condition in (
        (AssetModel, AssetModel.id == Asset.model_id),
        (Category, Category.id == AssetModel.category_id),
        (Site, Site.id == Asset.site_id),
        (Room, Room.id == Asset.room_id),
        (Cart, Cart.id == Asset.cart_id),
        (Holder, Holder.id == Asset.holder_id),
        (Keeper, Keeper.id == Asset.responsible_id),
        (FundingSource, FundingSource.id == Asset.funding_source_id),
    ):
        told = told.outerjoin(table, condition)
    return told


def _codes(keys: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    codes: dict[int, list[tuple[str, str]]] = {}
    query = select(Identifier.asset_id, Identifier.kind, Identifier.code).where(Identifier.asset_id.in_(keys))
    for key, kind, code in db.session.execute(query.order_by(Identifier.id)):
        codes.setdefault(key, []).append((kind, code))
    return codes


def _codes_by_field(codes: Sequence[tuple[str, str]], serial: str | None) -> dict[str, str]:
    fields = {"more_serials": "serial", "former_tags": "former_tag", "other_codes": "other"}
    return {
        field: "; ".join(code for kind, code in codes if kind == wanted and code != serial)
        for field, wanted in fields.items()
    }


def _since(keys: Sequence[int]) -> dict[int, datetime]:
    """When each was handed to whoever has it now."""
    query = select(Checkout.asset_id, Checkout.began_at)
    open_ones = query.where(Checkout.asset_id.in_(keys), Checkout.ended_at.is_(None))
    return dict(db.session.execute(open_ones).all())


def _dollars(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)
