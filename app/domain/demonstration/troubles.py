"""What went wrong, as it does: lost, stolen, broken, mistyped, never written down. Policy: LOSS-1, LAW-3."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.domain import checkouts, custody, ledger, losses, register
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.domain.demonstration.receiving import Dock
from app.domain.ledger import Act
from app.models import Asset, Room


def go_wrong(marshall: Place, lincoln: Place, office: Place, calendar: Calendar, dock: Dock) -> None:
    """The troubles of the whole district."""
    _at_marshall(marshall, calendar, dock)
    _at_lincoln(lincoln, calendar, dock)
    _at_the_office(office, calendar)


def _at_marshall(place: Place, calendar: Calendar, dock: Dock) -> None:
    act, lent, spring = place.act, place.lent, calendar.at(date(calendar.year, 3, 18), 14)
    for code, position in (("103", 8), ("105", 15)):
        losses.report(
            lent[code][position], "lost", act.at(spring), note="Not in the cart after the last period."
        )
    losses.report(
        lent["202"][11],
        "stolen",
        act.at(calendar.ago(9)),
        note="Taken on the bus.",
        numbers={"police_report": "26-014877"},
    )
    workroom, storage = place.rooms["TECH"], place.rooms["STO"]
    _mend(place.stock["new chromebooks"][-2:], workroom, storage, calendar, act)
    for code, position, moment, note in (
        ("201", 4, calendar.eve(9), "Screen cracked, dropped on the stairs."),
        ("B1", 3, calendar.eve(11), "Two keys are missing."),
        ("204", 20, calendar.ago(5), "Does not charge."),
    ):
        device, holder = lent[code][position], lent[code][position].holder
        send_out(device, workroom, act.at(moment), note)
        if holder:
            [spare] = place.take("new chromebooks", 1)
            custody.check_out(spare, holder, act.at(moment + timedelta(minutes=20)), condition="good")
            lent[code].append(spare)
    for device in place.take("old chromebooks", 6):
        _retire(device, storage, act.at(calendar.at(date(calendar.year, 6, 10), 10)))
    _mislay(place, dock)
    monitors = [asset for asset in place.fixed["LIB"] if asset.model.category.name == "Display monitor"]
    register.correct(monitors[1], act.at(calendar.eve(13)), serial=monitors[0].serial)
    for device in place.fixed["LAB"][:3]:
        register.retag(device, dock.next_tag(), act.at(calendar.at(date(calendar.year, 5, 7), 11)))


def _mislay(place: Place, dock: Dock) -> None:
    """Registered without a tag, without a serial number, without a place."""
    dock.deliver("projectors", [place.rooms["GYM"]], place.act, tag=None)
    dock.deliver("document cameras", [place.rooms["MPR"]], place.act, tag=None)
    dock.deliver("printers", [place.rooms["B3"]], place.act, serial=None)
    place.mislaid = dock.deliver("tablets", [place.rooms["STO2"]] * 3, place.act, room_id=None)


def _at_lincoln(place: Place, calendar: Calendar, dock: Dock) -> None:
    act, lent = place.act, place.lent
    losses.report(lent["113"][5], "lost", act.at(calendar.ago(12)), note="Left on the train.")
    losses.report(lent["212"][19], "lost", act.at(calendar.ago(6)), note="")
    night = calendar.at(date(calendar.year, 4, 2), 7)
    losses.report(
        place.fixed["MED"][27],
        "stolen",
        act.at(night),
        note="Broken into at night.",
        numbers={"police_report": "26-006120"},
    )
    workroom, storage = place.rooms["TECH"], place.rooms["STO"]
    for code, position, days, note in (
        ("115", 7, 10, "Hinge broken."),
        ("214", 2, 7, "Liquid on the keyboard."),
        ("217", 9, 3, "No picture."),
    ):
        send_out(lent[code][position], workroom, act.at(calendar.ago(days)), note)
    _mend(place.stock["student laptops"][-3:], workroom, storage, calendar, act)
    twin = place.stock["new student laptops"][0]
    register.correct(twin, act.at(calendar.ago(13)), serial=lent["117"][0].serial)
    dock.deliver("panels", [place.rooms["COUN"]], act, tag=None)


def _at_the_office(place: Place, calendar: Calendar) -> None:
    june = calendar.at(date(calendar.year, 6, 12), 10)
    for device in place.take("staff laptops", 3):
        _retire(device, place.rooms["WARE"], place.act.at(june))
        ledger.record(device, "handed_to_its", place.act.at(calendar.at(date(calendar.year, 6, 20), 9)))


def send_out(asset: Asset, room: Room, act: Act, note: str) -> None:
    """To the technician; whoever held it no longer does."""
    away = asset.giving_up("cart_id", "slot", "holder_id")
    holder_id = asset.holder_id
    ledger.record(
        asset,
        "sent_to_repair",
        act,
        changes={"room_id": room.id, **away},
        person_id=holder_id,
        details={"note": note},
    )
    checkouts.close_checkout(asset, act)


def _mend(devices: Iterable[Asset], workroom: Room, storage: Room, calendar: Calendar, act: Act) -> None:
    """Broken and mended since the school year began."""
    broken, mended = calendar.ago(19), calendar.ago(15)
    for device in devices:
        send_out(device, workroom, act.at(broken), "Trackpad does not click.")
        ledger.record(device, "mended", act.at(mended), to="in_stock", changes={"room_id": storage.id})


def _retire(device: Asset, storage: Room, act: Act) -> None:
    ledger.record(device, "retired", act, changes={"room_id": storage.id})
