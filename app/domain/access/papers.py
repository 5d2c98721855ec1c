"""The rows of the table that are about the papers of a checkout, requests and accessories."""

from app.domain.access.roles import (
    ANYONE,
    ASK,
    ASK_OFFSITE,
    CHANGE,
    CHECK_OUT,
    NAMES,
    OFFSITE,
    REPORT,
    SITE_ADMINISTRATOR,
    STOCK,
)

PAPERS: dict[str, frozenset[str]] = {
    # The papers of a checkout: receipts, signatures, links for holders, permission to leave the premises
    "custody.receipt": NAMES,
    "custody.receipt_of_asset": NAMES,
    "custody.print_receipt": NAMES,
    "custody.receipts": NAMES,
    "custody.print_receipts": NAMES,
    "custody.mark": NAMES,
    "custody.sign": CHECK_OUT,
    "custody.take_signature": CHECK_OUT,
    "custody.undo_signature": CHANGE,
    "custody.make_link": CHANGE,
    "custody.revoke_link": CHANGE,
    "custody.confirmation": ANYONE,
    "custody.confirm": ANYONE,
    "custody.permissions": OFFSITE,
    "custody.ask_permission": ASK_OFFSITE,
    "custody.ask_for_class": ASK_OFFSITE,
    "custody.answer_permissions": SITE_ADMINISTRATOR,
    "custody.withdraw_permission": SITE_ADMINISTRATOR,
    # What teachers and end users ask for, and the IDM carries out
    "requests.requests": ASK,
    "requests.show": ASK,
    "requests.ask": ASK,
    "requests.withdraw": ASK,
    "requests.read": ASK,
    "requests.carry_out": CHANGE,
    "requests.decline": CHANGE,
    # Accessories
    "accessories.accessories": STOCK,
    "accessories.low": STOCK,
    "accessories.kind": STOCK,
    "accessories.export": REPORT,
    "accessories.add_kind": CHANGE,
    "accessories.change_kind": CHANGE,
    "accessories.change_stock": CHANGE,
    "accessories.close_kind": CHANGE,
    "accessories.give_more": CHECK_OUT,
}
