"""The table of who may do what, written by hand to be read aloud. A route or an operation without a row is refused.

Each row says which roles may, at the sites where the role was granted. Changes are the IDM's (ORG-10);
students' names are for those who deal with students (ORG-8).
"""

ANYONE = frozenset({"anyone"})
SIGNED_IN = frozenset({"its", "region", "principal", "idm", "teacher", "finance", "technician", "auditor"})
COUNT = frozenset({"its", "idm", "teacher", "technician"})
CHANGE = frozenset({"its", "idm"})
REPORT = frozenset({"its", "region", "principal", "idm", "auditor"})
PRINT = frozenset({"its", "idm", "technician"})
CHECK_OUT = frozenset({"its", "idm", "technician"})
# Who follows what travels, and who hears of what is lost.
FOLLOW = frozenset({"its", "region", "principal", "idm", "technician", "auditor"})
# The numbers of a loss, and the word with school police, are the administrator's too. Policy: LOSS-2.
TELL = frozenset({"its", "principal", "idm"})
NAMES = frozenset({"its", "principal", "idm", "teacher", "finance"})
OFFSITE = frozenset({"its", "principal", "idm", "teacher"})
ASK_OFFSITE = frozenset({"its", "idm", "teacher"})
SITE_ADMINISTRATOR = frozenset({"principal"})
ASK = frozenset({"its", "principal", "idm", "teacher", "finance", "technician"})
STOCK = frozenset({"its", "principal", "idm", "technician"})
RECEIVE = frozenset({"its", "idm", "technician"})
DELIVERIES = SIGNED_IN - {"teacher"}
PHONES = frozenset({"its", "region", "idm"})
MANAGEMENT = frozenset({"its", "region", "principal", "idm", "technician", "auditor"})
ITS = frozenset({"its"})
WATCH = frozenset({"its", "region", "auditor"})
SPOT_CHECK = frozenset({"its", "principal", "technician", "idm"})
SITE_DECIDES = frozenset({"its", "principal", "idm"})

ROUTES: dict[str, frozenset[str]] = {
    # Who asks
    "static": ANYONE,
    "offline.healthz": ANYONE,
    "access.sign_in": ANYONE,
    "access.enter": ANYONE,
    "access.language": ANYONE,
    "access.sign_out": ANYONE,
    "offline.remove_phone": ANYONE,
    "access.home": SIGNED_IN,
    "access.more": SIGNED_IN,
    # The label on a device, read by a stranger or by staff
    "register.label": ANYONE,
    # Sites and rooms
    "directory.sites": SIGNED_IN,
    "directory.rooms": SIGNED_IN,
    "directory.mine": SIGNED_IN,
    # One device each, or shared: the site decides, and ITS takes note
    "directory.share_devices": SITE_DECIDES,
    "directory.stop_sharing": SITE_DECIDES,
    "directory.note_sharing": ITS,
    "directory.room": SIGNED_IN,
    "directory.door": SIGNED_IN,
    "directory.new_room": CHANGE,
    "directory.add_room": CHANGE,
    "directory.close_room": CHANGE,
    "directory.open_room": CHANGE,
    # On which days a site works: a site's own differences, and the district's days that hold for all
    "directory.calendar": SIGNED_IN,
    "directory.add_days": CHANGE,
    "directory.remove_days": CHANGE,
    "directory.district_calendar": SIGNED_IN,
    "directory.add_district_days": ITS,
    # Orders, deliveries and donations: the IDM receives, a technician helps to scan, ITS reviews what is given
    "receiving.orders": DELIVERIES,
    "receiving.order": DELIVERIES,
    "receiving.new_order": CHANGE,
    "receiving.add_order": CHANGE,
    "receiving.add_orders": CHANGE,
    "receiving.close_order": CHANGE,
    "receiving.open_order": CHANGE,
    "receiving.deliveries": DELIVERIES,
    "receiving.export": DELIVERIES,
    "receiving.delivery": DELIVERIES,
    "receiving.new_delivery": CHANGE,
    "receiving.add_delivery": CHANGE,
    "receiving.sign_off": CHANGE,
    "receiving.bench": RECEIVE,
    "receiving.scan": RECEIVE,
    "receiving.serials": RECEIVE,
    "receiving.add_serials": RECEIVE,
    "receiving.take_back": RECEIVE,
    "receiving.add_paper": RECEIVE,
    "receiving.remove_paper": CHANGE,
    "receiving.donations": DELIVERIES,
    "receiving.donation": DELIVERIES,
    "receiving.new_donation": CHANGE,
    "receiving.add_donation": CHANGE,
    "receiving.accept_donation": ITS,
    "receiving.refuse_donation": ITS,
    # The register
    "register.assets": SIGNED_IN,
    "register.asset": SIGNED_IN,
    "register.new_asset": CHANGE,
    "register.add_asset": CHANGE,
    "register.edit_asset": CHANGE,
    "register.correct_asset": CHANGE,
    "register.move_asset": CHANGE,
    "register.retag_asset": CHANGE,
    "register.add_code": CHANGE,
    "register.add_attachment": PRINT,
    "register.attachment": SIGNED_IN,
    "register.remove_attachment": CHANGE,
    "register.export": REPORT,
    "register.labels": PRINT,
    "register.print_labels": PRINT,
    # Imports
    "importing.imports": CHANGE,
    "importing.upload": CHANGE,
    "importing.show": CHANGE,
    "importing.map_columns": CHANGE,
    "importing.run": CHANGE,
    "importing.discard": CHANGE,
    "importing.refused": CHANGE,
    # Device management
    "devices.devices": MANAGEMENT,
    "devices.record": MANAGEMENT,
    "devices.export": MANAGEMENT,
    "devices.new_export": CHANGE,
    "devices.upload": CHANGE,
    # Scanning
    "scanning.scan": SIGNED_IN,
    "scanning.resolve": SIGNED_IN,
    "scanning.photo": SIGNED_IN,
    # Counting
    "audits.count": COUNT,
    "audits.progress": COUNT,
    "audits.choice": COUNT,
    "audits.sight": COUNT,
    "audits.undo": COUNT,
    "audits.explain": COUNT,
    "audits.difference": COUNT,
    "audits.finish": COUNT,
    "audits.audits": SIGNED_IN,
    "audits.audit": SIGNED_IN,
    "audits.photograph": COUNT,
    "audits.move_here": CHANGE,
    # People
    "roster.people": NAMES,
    "roster.person": NAMES,
    "roster.collection": NAMES,
    "roster.export_collection": NAMES - {"teacher"},
    "roster.rosters": CHANGE,
    "roster.upload": CHANGE,
    "roster.roster": CHANGE,
    "roster.mean": CHANGE,
    "roster.run": CHANGE,
    "roster.discard": CHANGE,
    "roster.refused": CHANGE,
    # Carts
    "carts.carts": SIGNED_IN,
    "carts.cart": COUNT,
    "carts.confirm": COUNT,
    "carts.load_as_seen": CHANGE,
    "carts.report_missing": CHANGE,
    "carts.report_damaged": CHANGE,
    "carts.see_to": CHANGE,
    "carts.loading": CHANGE,
    "carts.load": CHANGE,
    "carts.take_out": CHANGE,
    "carts.undo_load": CHANGE,
    "carts.check_out": CHANGE,
    "carts.check_in": CHANGE,
    # The desk where devices are checked out and in
    "custody.checkout": CHECK_OUT,
    "custody.checkin": CHECK_OUT,
    "custody.replace": CHECK_OUT,
    "custody.meaning": CHECK_OUT,
    "custody.begin_here": CHECK_OUT,
    "custody.class_sets": CHANGE,
    "custody.class_set": CHANGE,
    "custody.homeroom_set": CHANGE,
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
    # Between sites: each side its own part
    "transfers.transfers": FOLLOW,
    "transfers.transfer": FOLLOW,
    "transfers.packing_list": FOLLOW,
    "transfers.new": CHANGE,
    "transfers.pack": CHANGE,
    "transfers.add": CHANGE,
    "transfers.remove": CHANGE,
    "transfers.discard": CHANGE,
    "transfers.ask": CHANGE,
    "transfers.send": CHANGE,
    "transfers.recall": CHANGE,
    "transfers.add_extra": CHANGE,
    "transfers.accept": CHANGE,
    "transfers.accept_rest": CHANGE,
    "transfers.refuse": CHANGE,
    # Lost, stolen, vandalised, damaged
    "losses.losses": FOLLOW,
    "losses.export": REPORT,
    "losses.tell": TELL,
    # The yearly certification, and what was sealed
    "certification.cycles": WATCH,
    "certification.export": WATCH,
    "certification.open_cycle": ITS,
    "certification.site": REPORT,
    "certification.show": REPORT,
    "certification.left": REPORT,
    "certification.shares": REPORT,
    "certification.attest": CHANGE,
    "certification.withdraw": CHANGE,
    "certification.finish_counting": CHANGE,
    "certification.send_for_review": CHANGE,
    "certification.review": REPORT,
    "certification.return_": SITE_ADMINISTRATOR,
    "certification.sign": SITE_ADMINISTRATOR,
    "certification.accept": ITS,
    "certification.reopen": ITS,
    "certification.spot_checks": REPORT,
    "certification.draw": SITE_ADMINISTRATOR,
    "certification.see": SPOT_CHECK,
    "certification.record": REPORT,
    "certification.paper": REPORT,
    "certification.seal": ANYONE,
    "certification.public_key": ANYONE,
    # What wants attention
    "insight.attention": SIGNED_IN,
    "insight.operation": SIGNED_IN,
    "insight.settled": SIGNED_IN,
    "insight.dismiss": CHANGE,
    "insight.do_anew": CHANGE,
    # What a count left open: whoever counts says what they saw, the IDM decides the rest
    "insight.discrepancy": SIGNED_IN,
    "insight.say_seen": COUNT,
    "insight.explain": COUNT,
    "insight.add_code": CHANGE,
    "insight.acknowledge": CHANGE,
    "insight.acknowledge_all": CHANGE,
    "insight.set_aside": CHANGE,
    "insight.move_all": CHANGE,
    # What a phone takes along: no name is in any of it
    "offline.worker": ANYONE,
    "offline.manifest": ANYONE,
    "offline.install": ANYONE,
    "offline.here": ANYONE,
    "offline.rooms": ANYONE,
    "offline.count": ANYONE,
    "offline.scan": ANYONE,
    "offline.carts": ANYONE,
    "offline.cart": ANYONE,
    "offline.desk": ANYONE,
    "offline.queue": ANYONE,
    # Phones
    "offline.sync": SIGNED_IN,
    "offline.snapshot": COUNT,
    "offline.own_queue": SIGNED_IN,
    "offline.phones": PHONES,
    "offline.take_note": CHANGE,
    "offline.adoptions": CHANGE,
    "offline.put_down": CHANGE,
    "offline.adoption": CHANGE,
    "offline.adopt": CHANGE,
}

OPERATIONS: dict[str, frozenset[str]] = {
    "audit.open": COUNT,
    "audit.sight": COUNT,
    "audit.undo": COUNT,
    "audit.absent": COUNT,
    "audit.finish": COUNT,
    "asset.move": CHANGE,
    "asset.report": COUNT,
    "cart.confirm": COUNT,
    "custody.check_out": CHECK_OUT,
    "custody.check_in": CHECK_OUT,
    "custody.replace": CHECK_OUT,
    "custody.undo": CHECK_OUT,
    "custody.note_condition": CHECK_OUT,
}
