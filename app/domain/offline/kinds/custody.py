"""What a desk does: check out, check in, replace. Nobody's name leaves for a phone: a badge is told by its end."""

from typing import Any

from app.domain import audits, checkouts, custody, losses
from app.domain.custody import desk
from app.domain.custody.conditions import refuse_unknown
from app.domain.ledger import Act
from app.domain.offline.batch import Batch
from app.domain.offline.conflicts import both_sides, changed_by_another, changed_since
from app.domain.offline.envelope import Operation
from app.domain.offline.kinds.forerunning import let_it_wait, undone_before
from app.domain.offline.kinds.reading import asset_of, optional_uuid, person_of, things_in, uuid_of, words_in
from app.domain.offline.kinds.refusals import BadPayload, Conflict, NoSuchThing
from app.domain.roster import devices_held
from app.models import Asset, Person, Room

REASONS = ("broken", *losses.LOSSES, "other")


def check_out(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    """Who has it already keeps it, whoever checked it out: that is no conflict."""
    asset = asset_of(operation, batch)
    person = person_of(operation.payload, asset.site_id)
    condition = _condition(operation, asset, act)
    accessories = things_in(operation.payload, "accessories")
    if undone_before(operation, batch, asset.site_id):
        return _told(asset, person, first=False)
    if asset.holder_id != person.id:
        _refuse_if_changed(asset, operation, batch)
        if asset.holder_id is not None and operation.payload.get("after_check_in") is True:
            desk.check_in(asset, _place(operation, batch, asset), act)
    first = desk.check_out(asset, person, act, condition=condition, accessories=accessories)
    return _told(asset, person, first=first) | {"checkout": _loan(asset)}


def check_in(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    """Into the room that is named, else into the site's storage."""
    asset = asset_of(operation, batch)
    condition = _condition(operation, asset, act)
    room, holder = _place(operation, batch, asset), asset.holder
    if undone_before(operation, batch, asset.site_id):
        return _told(asset, holder, first=False)
    if asset.state not in desk.BACK:
        _refuse_if_changed(asset, operation, batch)
    back = things_in(operation.payload, "accessories")
    first = desk.check_in(asset, room, act, condition=condition, accessories=back)
    return _told(asset, holder, first=first)


def replace(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    """Both devices must be as the phone knew them: `base_version` is the old one's, `new_version` the new one's."""
    payload, reason = operation.payload, operation.payload.get("reason")
    if reason not in REASONS:
        raise BadPayload(what="reason")
    old, new = asset_of(operation, batch, "old"), asset_of(operation, batch, "new")
    if old.id == new.id or old.site_id != new.site_id:
        raise BadPayload(what="new")
    holder = old.holder
    if holder is not None and new.holder_id == holder.id:
        raise BadPayload(what="new")
    _refuse_if_changed(old, operation, batch)
    base = payload.get("new_version")
    if changed_since(base if type(base) is int else None, new, operation, batch):
        raise Conflict(**both_sides(new))
    person = desk.replace(old, new, reason, act, back_to=_place(operation, batch, old))
    return _told(new, person, first=True) | {
        "old": str(old.uuid),
        "old_tag": old.tag,
        "old_state": old.state,
        "old_version": old.version,
        "checkout": _loan(new),
    }


def undo(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    """Let the checkout or check-in that an operation made not have been; one that was not heard yet never will be."""
    asset, about = asset_of(operation, batch), uuid_of(operation.payload, "operation")
    event = custody.deed_of(about, asset)
    if event is None:
        audits.wait_for("undo", about, act)
        let_it_wait(about, batch)
    first = custody.undo(asset, event, act) if event is not None else False
    return _told(asset, asset.holder, first=first)


def note_condition(operation: Operation, batch: Batch, act: Act) -> dict[str, Any]:
    """The condition in which a device went out or came back, told after its scan."""
    asset, about = asset_of(operation, batch), uuid_of(operation.payload, "operation")
    condition = _condition(operation, asset, act)
    if condition is None:
        raise BadPayload(what="condition")
    event = custody.deed_of(about, asset)
    first = custody.note_condition(asset, event, condition, act) if event is not None else False
    return _told(asset, asset.holder, first=first)


def _condition(operation: Operation, asset: Asset, act: Act) -> str | None:
    """In which condition, if that is told, as it was called when the phone said so. Raises UnknownCondition."""
    told = words_in(operation.payload, "condition") or None
    refuse_unknown(asset, told, act)
    return told


def _refuse_if_changed(asset: Asset, operation: Operation, batch: Batch) -> None:
    if changed_by_another(asset, operation, batch):
        raise Conflict(**both_sides(asset))


def _place(operation: Operation, batch: Batch, asset: Asset) -> Room | None:
    uuid = optional_uuid(operation.payload, "room")
    if uuid is None:
        return desk.place_of_return(asset.site_id)
    room = batch.rooms.get(uuid)
    if room is None or room.site_id != asset.site_id or room.closed_at is not None:
        raise NoSuchThing(what="room")
    return room


def _loan(asset: Asset) -> str | None:
    """What is signed for, and has a receipt."""
    opened = checkouts.open_checkout_of(asset)
    return str(opened.uuid) if opened else None


def _told(asset: Asset, person: Person | None, *, first: bool) -> dict[str, Any]:
    return {
        "asset": str(asset.uuid),
        "tag": asset.tag,
        "model": str(asset.model),
        "version": asset.version,
        "state": asset.state,
        "place": asset.room.name if asset.room else None,
        "condition": asset.condition,
        "first": first,
        "badge": person.badge_end if person else None,
        "holder": person.kind if person else None,
        "holds": devices_held([person.id]).get(person.id, 0) if person else None,
    }
