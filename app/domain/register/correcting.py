"""Correcting what the register says of an asset, and the codes that mean it."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import ledger
from app.domain.audits import recognising
from app.domain.codes import look_up_key
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.domain.register.coding import LONGEST_TAG, refuse_unfit
from app.domain.register.registering import CODE_COLUMNS, codes_of, refuse_taken_tag, refuse_unfit_codes
from app.models import Asset
from app.models.discrepancies import Settled

EDITABLE = (
    "serial", "model_id", "description", "slots", "responsible_id", "managed_by", "ecf",
    "bought_by_programme", "condition", "use", "purchase_order", "supplier", "purchased_on", "cost_cents",
    "funding_source_id", "federal_share", "title_holder", "shipped_on", "delivered_on", "delivered_to",
    "proof_of_delivery", "itemised_list", "signed_off_by", "signed_off_on", "warranty_kind",
    "warranty_months", "warranty_until", "end_of_life_on", "operating_system", "wired_mac", "wireless_mac",
    "software", "disposed_on", "disposal_method", "sale_price_cents", "notes",
)  # fmt: skip


class CartLoaded(Refusal):
    """There are devices in slots that the cart would not have any more."""

    reason = "cart_loaded"


def correct(asset: Asset, act: Act, **columns: Any) -> bool:
    """Bring columns up to date; False, and nothing in the ledger, where they already say so.

    Raises CartLoaded, UnfitCode, CodeTooLong.
    """
    changes = {
        name: value for name, value in columns.items() if name in EDITABLE and getattr(asset, name) != value
    }
    if not changes:
        return False
    refuse_unfit_codes(changes)
    if "slots" in changes:
        _refuse_too_few(asset, changes["slots"])
    codes = None
    if changes.keys() & CODE_COLUMNS.keys():
        codes = codes_of(_columns(asset) | changes, kept_codes(asset))
    ledger.record(asset, "corrected", act, changes=changes, codes=codes)
    if codes is not None:
        recognising.recognise([asset.site_id], [asset.id], Settled.CODE_ADDED, act)
        recognising.recognise_one_of_two(asset.site_id, Settled.CODE_KEPT, act)
    return True


def retag(asset: Asset, tag: str, act: Act) -> None:
    """Give an asset another tag; the old one still finds it. Raises TagTaken, UnfitCode, CodeTooLong."""
    if tag == asset.tag:
        return
    refuse_unfit(tag, most=LONGEST_TAG)
    refuse_taken_tag(tag, own=asset)
    former = [("former_tag", asset.tag)] if asset.tag else []
    kept = [pair for pair in [*kept_codes(asset), *former] if pair != ("former_tag", tag)]
    codes = codes_of(_columns(asset) | {"tag": tag}, kept)
    ledger.record(asset, "retagged", act, changes={"tag": tag}, codes=codes, details={"former": asset.tag})


def identify(asset: Asset, code: str, act: Act, *, kind: str = "other") -> bool:
    """Let one more code mean this asset; False where it already does. Raises UnfitCode, CodeTooLong."""
    refuse_unfit(code)
    known = [(identifier.kind, identifier.code) for identifier in asset.identifiers]
    if look_up_key(code) in {look_up_key(known_code) for _, known_code in known}:
        return False
    ledger.record(asset, "identified", act, codes=[*known, (kind, code)], details={"code": code})
    recognising.recognise([asset.site_id], [asset.id], Settled.CODE_ADDED, act)
    return True


def kept_codes(asset: Asset) -> list[tuple[str, str]]:
    """The codes that are not columns of the asset."""
    return [(i.kind, i.code) for i in asset.identifiers if i.kind in ("former_tag", "other")]


def _refuse_too_few(cart: Asset, slots: int | None) -> None:
    loaded = list(db.session.scalars(select(Asset.slot).where(Asset.cart_id == cart.id)))
    if loaded and (not slots or max(slot or 0 for slot in loaded) > slots):
        raise CartLoaded(cart=str(cart), count=len(loaded), field="slots")


def _columns(asset: Asset) -> dict[str, Any]:
    return {column: getattr(asset, column) for column in CODE_COLUMNS}
