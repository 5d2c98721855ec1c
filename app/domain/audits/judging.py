"""What a code that was read in a room means, in one word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.audits.counting import Count
from app.domain.codes import look_up_key
from app.domain.ledger import Act
from app.models import Asset, Forerunner
from app.models.register.asset import PRESENT_STATES


@dataclass(slots=True)
class Reading:
    """A code that somebody read while counting a room.

    `meant` are the assets the code may mean, `chosen` is the one a person (or their phone) took it for; `undone` is
    the undo that was heard before it.
    """

    count: Count
    op_id: UUID
    code: str
    method: str
    act: Act
    meant: list[Asset]
    chosen: UUID | None = None
    undone: Forerunner | None = None


@dataclass(slots=True)
class Sight:
    """What a sighting said: the verdict, the asset it meant, and a note where there is more to say.

    Notes: `meant_another` (the phone took the code for another asset), `seen_before_report` (lost after it was seen),
    `conflicting_state` (it should not be anywhere), `no_place` (the register knows no place), `several` (more than one
    asset bears this code). Of another school's asset nothing is noted.
    """

    verdict: str
    asset: Asset | None = None
    note: str | None = None
    undone: bool = False
    comes_back: bool = False


def judge(reading: Reading, reports: Mapping[int, datetime]) -> Sight:
    """The first verdict that fits; `reports` say when what is lost was reported so.

    What was lost and is seen again is found, even where the room had it counted before it was reported.
    """
    count, (asset, several) = reading.count, _choose(reading)
    if asset is None:
        again = look_up_key(reading.code) in count.codes
        return Sight("already" if again else "unregistered", note="several" if several else None)
    reported = reports.get(asset.id)
    too_early = reported is not None and reading.act.happened_at < reported
    comes_back = asset.missing_from_sight and not too_early
    if asset.site_id != count.audit.site_id:
        again = asset.id in count.seen
        return Sight("already" if again else "other_site", asset, comes_back=comes_back)
    if comes_back:
        return Sight("found", asset, comes_back=True)
    if asset.id in count.seen:
        return Sight("already", asset)
    return Sight(_place(asset, count), asset, _note(asset, reading, several=several))


def _choose(reading: Reading) -> tuple[Asset | None, bool]:
    """The asset a code means, and whether the code was in doubt."""
    meant, count = reading.meant, reading.count
    if len(meant) <= 1:
        return (meant[0] if meant else None), False
    for asset in meant:
        if asset.uuid == reading.chosen:
            return asset, True
    here = [asset for asset in meant if asset.id in count.expected]
    ours = [asset for asset in meant if asset.site_id == count.audit.site_id]
    best = next((group for group in (here, ours) if len(group) == 1), [None])
    return best[0], True


def _place(asset: Asset, count: Count) -> str:
    """Here, held by somebody, or belonging elsewhere: for an asset of this site that is where it is."""
    if asset.id in count.expected or asset.room_id == count.audit.room_id:
        return "here"
    return "held" if asset.state == "checked_out" else "elsewhere"


def _note(asset: Asset, reading: Reading, *, several: bool) -> str | None:
    if reading.chosen is not None and reading.chosen != asset.uuid:
        return "meant_another"
    if asset.missing_from_sight:
        return "seen_before_report"
    if asset.state not in PRESENT_STATES:
        return "conflicting_state"
    if asset.room_id is None and asset.cart_id is None and asset.holder_id is None:
        return "no_place"
    return "several" if several else None
