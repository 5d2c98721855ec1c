"""The table of who may do what, written by hand to be read aloud. A route or an operation without a row is refused.

Each row says which roles may, at the sites where the role was granted. Changes are the IDM's (ORG-10);
students' names are for those who deal with students (ORG-8). `roles.py` says who is meant; what phones send has its
rows in `operations.py`.
"""

from app.domain.access.arriving import ARRIVING
from app.domain.access.certifying import CERTIFYING
from app.domain.access.counting import COUNTING
from app.domain.access.papers import PAPERS
from app.domain.access.phones import ON_PHONES
from app.domain.access.roles import (
    ACCESS_LOG,
    ANYONE,
    CHANGE,
    CHECK_OUT,
    FOLLOW,
    ITS,
    NAMES,
    PRINT,
    REPORT,
    SIGNED_IN,
    SITE_DECIDES,
    TELL,
)

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
    # People
    "roster.people": NAMES,
    "roster.export_people": NAMES - {"teacher"},
    "roster.person": NAMES,
    "roster.collection": NAMES,
    "roster.export_collection": NAMES - {"teacher"},
    # The rules of the district: everybody reads them, ITS changes them
    "policy.rules": SIGNED_IN,
    "policy.rule": SIGNED_IN,
    "policy.change": ITS,
    # Who looked at which student
    "looks.looks": ACCESS_LOG,
    "looks.look": ACCESS_LOG,
    "looks.export": ACCESS_LOG,
    # The desk where devices are checked out and in
    "custody.checkout": CHECK_OUT,
    "custody.checkin": CHECK_OUT,
    "custody.replace": CHECK_OUT,
    "custody.meaning": CHECK_OUT,
    "custody.whose": CHECK_OUT,
    "custody.begin_here": CHECK_OUT,
    "custody.class_sets": CHANGE,
    "custody.class_set": CHANGE,
    "custody.homeroom_set": CHANGE,
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
    # What comes in; counting; the papers of a checkout, requests, accessories; certification, duties; phones
    **ARRIVING,
    **COUNTING,
    **PAPERS,
    **CERTIFYING,
    **ON_PHONES,
}
