"""What a list of assets can say of each: the columns of our own file, and what the mapper offers.

Policy: REG-2, LAW-1, LAW-2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Field:
    """`many`: several columns of one file may feed it."""

    kind: str
    help: str
    identifies: bool = False
    many: bool = False


FIELDS = MappingProxyType(
    {
        "tag": Field("tag", "District inventory tag on the device", identifies=True),
        "serial": Field("code", "Maker's serial number", identifies=True),
        "more_serials": Field("codes", "Further serial numbers, with semicolons between them", many=True),
        "former_tags": Field("codes", "Tags it bore before", many=True),
        "other_codes": Field("codes", "Any other code that means this asset", many=True),
        "category": Field("name", "Laptop, Chromebook, Display monitor…"),
        "maker": Field("name", "Who made it"),
        "model": Field("name", "The maker's name for the model"),
        "model_number": Field("model_number", "The maker's number for the model"),
        "description": Field("name", "What it is, in a few words"),
        "state": Field("state", "in_stock, checked_out, deployed, in_repair, lost…"),
        "condition": Field("name", "New, good, worn…"),
        "use": Field("name", "What it is used for"),
        "site_code": Field("code", "Location code of the school or office"),
        "site_name": Field("name", "Name of the school or office"),
        "room_code": Field("code", "Code on the room's door"),
        "room_name": Field("name", "Name of the room"),
        "cart": Field("code", "Tag of the cart it stands in"),
        "slot": Field("count", "Its slot in the cart"),
        "slots": Field("count", "How many slots it has, if it is a cart"),
        "holder_id": Field(
            "code", "Badge, student or employee number, or user name of the person who has it"
        ),
        "holder_given_name": Field("name", "Given name of the person who has it"),
        "holder_family_name": Field("name", "Family name of the person who has it"),
        "holder_name": Field("name", "Whole name of the person who has it"),
        "holder_email": Field("email", "E-mail of the person who has it"),
        "responsible": Field("name", "Who answers for it: number, e-mail or name"),
        "checked_out_on": Field("date", "Since when the person has it"),
        "due_back_on": Field("date", "When it is due back"),
        "purchase_order": Field("code", "Purchase order number"),
        "supplier": Field("name", "Who sold it"),
        "purchased_on": Field("date", "Day of purchase"),
        "cost": Field("money", "What it cost, in dollars"),
        "shipped_on": Field("date", "Day it was shipped"),
        "delivered_on": Field("date", "Day it arrived"),
        "delivered_to": Field("name", "Where it was sold or delivered to"),
        "proof_of_delivery": Field("name", "Number or file of the proof of delivery"),
        "itemised_list": Field("name", "Number or file of the itemised list"),
        "signed_off_by": Field("name", "Who signed for the delivery"),
        "signed_off_on": Field("date", "Day the delivery was signed for"),
        "funding_source": Field("name", "Which money it was bought with"),
        "fain": Field("code", "Number of the federal award"),
        "federal_share": Field("percent", "Federal part of the cost, in per cent"),
        "title_holder": Field("name", "Who holds title"),
        "warranty_kind": Field("name", "Kind of warranty"),
        "warranty_months": Field("months", "Months of warranty"),
        "warranty_until": Field("date", "Last day of warranty"),
        "end_of_life_on": Field("date", "Day it reaches the end of its life"),
        "operating_system": Field("name", "Operating system"),
        "wired_mac": Field("mac", "MAC address of the wired network card"),
        "wireless_mac": Field("mac", "MAC address of the wireless network card"),
        "software": Field("text", "Other software and licences", many=True),
        "managed_by": Field("managed_by", "site or its"),
        "ecf": Field("yes_no", "Bought by the Emergency Connectivity Fund"),
        "bought_by_programme": Field("yes_no", "Bought by the district's device programme"),
        "disposed_on": Field("date", "Day it was disposed of"),
        "disposal_method": Field("name", "How it was disposed of"),
        "sale_price": Field("money", "What it was sold for, in dollars"),
        "notes": Field("text", "Anything else", many=True),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetRow:
    """An asset as a file describes it; what the file leaves open is None. Named as in `FIELDS`."""

    tag: str | None = None
    serial: str | None = None
    more_serials: tuple[str, ...] = ()
    former_tags: tuple[str, ...] = ()
    other_codes: tuple[str, ...] = ()
    category: str | None = None
    maker: str | None = None
    model: str | None = None
    model_number: str | None = None
    description: str | None = None
    state: str | None = None
    condition: str | None = None
    use: str | None = None
    site_code: str | None = None
    site_name: str | None = None
    room_code: str | None = None
    room_name: str | None = None
    cart: str | None = None
    slot: int | None = None
    slots: int | None = None
    holder_id: str | None = None
    holder_given_name: str | None = None
    holder_family_name: str | None = None
    holder_name: str | None = None
    holder_email: str | None = None
    responsible: str | None = None
    checked_out_on: date | None = None
    due_back_on: date | None = None
    purchase_order: str | None = None
    supplier: str | None = None
    purchased_on: date | None = None
    cost: Decimal | None = None
    shipped_on: date | None = None
    delivered_on: date | None = None
    delivered_to: str | None = None
    proof_of_delivery: str | None = None
    itemised_list: str | None = None
    signed_off_by: str | None = None
    signed_off_on: date | None = None
    funding_source: str | None = None
    fain: str | None = None
    federal_share: Decimal | None = None
    title_holder: str | None = None
    warranty_kind: str | None = None
    warranty_months: int | None = None
    warranty_until: date | None = None
    end_of_life_on: date | None = None
    operating_system: str | None = None
    wired_mac: str | None = None
    wireless_mac: str | None = None
    software: str | None = None
    managed_by: str | None = None
    ecf: bool | None = None
    bought_by_programme: bool | None = None
    disposed_on: date | None = None
    disposal_method: str | None = None
    sale_price: Decimal | None = None
    notes: str | None = None
    # Columns that mean none of these, kept with their heading so that nothing of the file is lost.
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def held(self) -> bool:
        return bool(self.holder_id or self.holder_name or self.holder_email)
