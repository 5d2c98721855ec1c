"""One code that two records bear: it stays with one of them, or the two are one device and become one record."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.domain import ledger
from app.domain.audits import recognising
from app.domain.codes import look_up_key
from app.domain.ledger import Act
from app.domain.refusals import Refusal
from app.domain.register.coding import LONGEST_TAG, refuse_unfit
from app.domain.register.correcting import identify
from app.domain.register.registering import CODE_COLUMNS, codes_of, refuse_taken_tag
from app.domain.register.voiding import CODES
from app.models import Asset, Merge
from app.models.discrepancies import Settled
from app.models.register.asset import PLACE


class NeedsAnotherTag(Refusal):
    """The code is its own tag: it gives that up only for another one."""

    reason = "needs_another_tag"


class NotTwoOfOneSite(Refusal):
    """Two records become one only where both are of one site, and are not the same."""

    reason = "not_two_of_one_site"


def release(asset: Asset, code: str, act: Act, *, instead: str = "") -> None:
    """A code means this asset no more. Its tag or serial number is `instead` from then on.

    Raises NeedsAnotherTag, TagTaken, UnfitCode, CodeTooLong.
    """
    key = look_up_key(code)
    columns = {column: getattr(asset, column) for column in CODE_COLUMNS}
    own = [column for column, value in columns.items() if value and look_up_key(value) == key]
    if "tag" in own and not instead:
        raise NeedsAnotherTag(asset=str(asset), code=code)
    changes = {column: (instead or None) if column in ("tag", "serial") else None for column in own}
    if "tag" in own:
        refuse_unfit(instead, most=LONGEST_TAG)
        refuse_taken_tag(instead, own=asset)
        changes |= {"serial": None} if "serial" in own else {}
    kept = [(i.kind, i.code) for i in asset.identifiers if i.kind in ("former_tag", "other") and i.key != key]
    action = "retagged" if "tag" in own else "corrected" if own else "code_released"
    codes = codes_of(columns | changes, kept)
    ledger.record(asset, action, act, changes=changes, codes=codes, details={"released": code})


def merge(kept: Asset, twin: Asset, act: Act) -> None:
    """Two records are one device: `twin` is void, and its codes mean `kept`. Raises NotTwoOfOneSite, NotFromThisState.

    Somebody may hold or miss only the one that is kept: the other is checked in or found first.
    """
    if kept.id == twin.id or kept.site_id != twin.site_id:
        raise NotTwoOfOneSite(asset=str(kept))
    ledger.lock([kept, twin])
    codes = [identifier.code for identifier in twin.identifiers]
    told: dict[str, Any] = {name: getattr(twin, name) for name in CODES if getattr(twin, name)}
    cleared = twin.giving_up(*CODES, *PLACE)
    details = told | {"into": str(kept)}
    ledger.record(twin, "merged", act, changes=cleared, codes=[], room_id=twin.room_id, details=details)
    for code in codes:
        identify(kept, code, act)
    for before in db.session.scalars(select(Merge).where(Merge.kept_id == twin.id)):
        before.kept = kept
    db.session.add(Merge(twin=twin, kept=kept))
    db.session.flush()
    recognising.recognise_one_of_two(kept.site_id, Settled.MERGED, act)
