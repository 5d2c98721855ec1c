"""What a column of a list may mean, in a person's words and in groups, for choosing among."""

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

_l = lazy_gettext

GROUPS: tuple[tuple[LazyString, dict[str, LazyString]], ...] = (
    (
        _l("Which device"),
        {
            "tag": _l("Tag"),
            "serial": _l("Serial number"),
            "more_serials": _l("Further serial numbers"),
            "former_tags": _l("Former tags"),
            "other_codes": _l("Other codes"),
        },
    ),
    (
        _l("What it is"),
        {
            "category": _l("Category"),
            "maker": _l("Maker"),
            "model": _l("Model"),
            "model_number": _l("Model number"),
            "description": _l("Description"),
            "state": _l("State"),
            "condition": _l("Condition"),
            "use": _l("Use"),
            "slots": _l("Slots, if it is a cart"),
        },
    ),
    (
        _l("Where it is"),
        {
            "site_code": _l("School’s code"),
            "site_name": _l("School"),
            "room_code": _l("Room’s code"),
            "room_name": _l("Room"),
            "cart": _l("Cart’s tag"),
            "slot": _l("Slot in the cart"),
        },
    ),
    (
        _l("Who has it"),
        {
            "holder_id": _l("Holder’s number"),
            "holder_name": _l("Holder’s name"),
            "holder_given_name": _l("Holder’s given name"),
            "holder_family_name": _l("Holder’s family name"),
            "holder_email": _l("Holder’s e-mail"),
            "responsible": _l("Who answers for it"),
            "checked_out_on": _l("Checked out on"),
            "due_back_on": _l("Due back on"),
        },
    ),
    (
        _l("Purchase and delivery"),
        {
            "purchase_order": _l("Purchase order"),
            "supplier": _l("Supplier"),
            "purchased_on": _l("Bought"),
            "cost": _l("Cost in dollars"),
            "funding_source": _l("Funding source"),
            "fain": _l("Federal award number (FAIN)"),
            "federal_share": _l("Federal share in percent"),
            "title_holder": _l("Title holder"),
            "shipped_on": _l("Shipped"),
            "delivered_on": _l("Delivered"),
            "delivered_to": _l("Delivered to"),
            "proof_of_delivery": _l("Proof of delivery"),
            "itemised_list": _l("Itemised list"),
            "signed_off_by": _l("Signed off by"),
            "signed_off_on": _l("Signed off"),
        },
    ),
    (
        _l("Warranty, network and software"),
        {
            "warranty_kind": _l("Warranty"),
            "warranty_months": _l("Months of warranty"),
            "warranty_until": _l("Warranty until"),
            "end_of_life_on": _l("End of life"),
            "operating_system": _l("Operating system"),
            "wired_mac": _l("Wired MAC"),
            "wireless_mac": _l("Wireless MAC"),
            "software": _l("Software and licenses"),
            "managed_by": _l("Who manages it"),
            "ecf": _l("ECF device"),
            "bought_by_programme": _l("Bought by the device program"),
        },
    ),
    (
        _l("Anything else"),
        {
            "notes": _l("Notes"),
            "disposed_on": _l("Disposed of"),
            "disposal_method": _l("How it was disposed of"),
            "sale_price": _l("Sold for"),
        },
    ),
)
FIELDS = {name: word for _, fields in GROUPS for name, word in fields.items()} | {
    "checkout_kind": _l("Checked out to"),
    "checkout_room": _l("Room"),
}
