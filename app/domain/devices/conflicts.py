"""Where device management and the register say different things: each kind as a condition on records and assets.

What management heard before the register's last change of hands is no evidence against it. Policy: PLN-2, PLN-5.
"""

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.db import db
from app.domain import policy
from app.domain.lifecycle import AT_HAND, GONE, IN_USE
from app.models import Asset, AssetModel, Category, Checkout, DeviceExport, DeviceRecord, Person
from app.models.register.asset import MISSING_STATES

Holder = aliased(Person, name="holders")
Other = aliased(DeviceRecord, name="other_records")
OF_RECORDS = (
    "unknown", "wrong_user", "nobody", "active_missing", "active_disposed", "silent", "doubled",
)  # fmt: skip


class Whole(NamedTuple):
    """The last export that named every device of a management: of the district, or of one site."""

    source: str
    site_id: int | None
    export_id: int


def records() -> Select[Any]:
    """Records with their asset and its holder, to be narrowed by a condition."""
    return (
        select(DeviceRecord)
        .outerjoin(Asset, Asset.id == DeviceRecord.asset_id)
        .outerjoin(Holder, Holder.id == Asset.holder_id)
    )


def condition(kind: str) -> ColumnElement[bool]:
    """What holds of a record, its asset and the asset's holder as long as they contradict each other in this way."""
    return CONDITIONS[kind]()


def silent_since() -> Any:
    """Whoever was not heard of since then is silent. Policy: PLN-2."""
    return clock.now() - timedelta(days=policy.value("device_silent_days"))


def wholes() -> list[Whole]:
    """The last whole export of each management, and of each site where one was of a site alone."""
    query = select(DeviceExport.source, DeviceExport.site_id, func.max(DeviceExport.id)).where(
        DeviceExport.whole.is_(True), DeviceExport.ended_at.is_not(None)
    )
    grouped = query.group_by(DeviceExport.source, DeviceExport.site_id)
    return [Whole._make(row) for row in db.session.execute(grouped)]


def left_out(those: list[Whole] | None = None) -> ColumnElement[bool]:
    """A record that the last whole export of its management did not name any more."""
    told = [
        and_(
            DeviceRecord.source == one.source,
            DeviceRecord.heard_in_id < one.export_id,
            true() if one.site_id is None else DeviceRecord.site_id == one.site_id,
        )
        for one in (wholes() if those is None else those)
    ]
    return and_(DeviceRecord.status != "deprovisioned", or_(false(), *told))


def unmanaged(those: list[Whole] | None = None) -> ColumnElement[bool]:
    """An asset in use of a kind that is to be managed, which no management names. Policy: PLN-5.

    Only where a whole export of such a management says so: nobody is missed in a list that was never heard.
    """
    those = wholes() if those is None else those
    managed = (
        select(DeviceRecord.id)
        .where(DeviceRecord.asset_id == Asset.id, DeviceRecord.status != "deprovisioned")
        .where(~left_out(those))
        .correlate(Asset)
    )
    wanted = [
        and_(
            Asset.model_id.in_(_models_of(category)),
            or_(*(true() if one.site_id is None else Asset.site_id == one.site_id for one in told)),
        )
        for category, sources in policy.value("managed_categories").items()
        if (told := [one for one in those if one.source in sources])
    ]
    return and_(Asset.state.in_(IN_USE), or_(false(), *wanted), ~managed.exists())


def _unknown() -> ColumnElement[bool]:
    """In device management and not in the register. Policy: REG-3."""
    return and_(DeviceRecord.asset_id.is_(None), DeviceRecord.status != "deprovisioned")


def _wrong_user() -> ColumnElement[bool]:
    """Somebody else used it than the one who has it, after it was checked out."""
    user = func.coalesce(DeviceRecord.last_user, DeviceRecord.assigned_user)
    known = and_(DeviceRecord.person_id.is_not(None), DeviceRecord.person_id != Asset.holder_id)
    stranger = and_(DeviceRecord.person_id.is_(None), user.contains("@"), func.lower(Holder.email) != user)
    held_then = select(Checkout.id).where(
        Checkout.asset_id == Asset.id,
        Checkout.ended_at.is_(None),
        Checkout.began_at <= DeviceRecord.last_seen_at,
    )
    return and_(_active(), Asset.holder_id.is_not(None), or_(known, stranger), held_then.exists())


def _nobody() -> ColumnElement[bool]:
    """In use lately, while the register has it in stock and in nobody's hands. Policy: PLN-2."""
    given_back = select(Checkout.id).where(
        Checkout.asset_id == Asset.id,
        Checkout.ended_at >= DeviceRecord.last_seen_at,
        Checkout.undone_at.is_(None),
    )
    user = func.coalesce(DeviceRecord.last_user, DeviceRecord.assigned_user)
    return and_(
        _active(),
        Asset.state.in_(_IN_STOCK),
        user.is_not(None),
        DeviceRecord.last_seen_at >= silent_since(),
        ~given_back.exists(),
    )


def _active_missing() -> ColumnElement[bool]:
    """Lost or stolen, and its management still lets it work. Policy: LOSS-1."""
    return and_(_active(), Asset.state.in_(MISSING_STATES))


def _active_disposed() -> ColumnElement[bool]:
    """Disposed of, and still managed. Policy: DIS-2."""
    return and_(DeviceRecord.status != "deprovisioned", Asset.state.in_(GONE))


def _silent() -> ColumnElement[bool]:
    """In use as the register says, and not heard of for a while. Policy: PLN-2."""
    quiet = or_(DeviceRecord.last_seen_at.is_(None), DeviceRecord.last_seen_at < silent_since())
    return and_(_active(), Asset.state.in_(IN_USE), quiet)


def _doubled() -> ColumnElement[bool]:
    """Two records for one asset: of one management, or of two devices with different serial numbers."""
    other = select(Other.id).where(
        Other.asset_id == DeviceRecord.asset_id,
        Other.id != DeviceRecord.id,
        Other.status != "deprovisioned",
        or_(Other.source == DeviceRecord.source, Other.serial_key != DeviceRecord.serial_key),
    )
    return and_(DeviceRecord.asset_id.is_not(None), DeviceRecord.status != "deprovisioned", other.exists())


def _active() -> ColumnElement[bool]:
    return DeviceRecord.status == "active"


def _models_of(category: str) -> Any:
    return select(AssetModel.id).join(Category).where(Category.name == category).scalar_subquery()


_IN_STOCK = tuple(state for state in AT_HAND if state != "deployed")
CONDITIONS = {
    "unknown": _unknown,
    "wrong_user": _wrong_user,
    "nobody": _nobody,
    "active_missing": _active_missing,
    "active_disposed": _active_disposed,
    "silent": _silent,
    "doubled": _doubled,
}
