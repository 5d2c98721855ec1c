"""Which tags are free: the roll goes on where it was left."""

import re
from itertools import count, islice

from sqlalchemy import Select, select

from app.db import db
from app.domain.codes import look_up_key
from app.models import Arrival, Asset, AssetModel, Delivery, DeliveryLine, Identifier, Site

WINDOW, MOST_WINDOWS = 500, 100
NUMBERED = re.compile(r"(?s)(.*?)(\d+)")


def next_tags(delivery: Delivery, model: AssetModel, number: int) -> list[str]:
    """So many free tags after the one used last; fewer, or none, where no tag is there to go on from."""
    last = _last_tag(delivery, model)
    fit = NUMBERED.fullmatch(last) if last else None
    if fit is None:
        return []
    begin, digits = fit.groups()
    numbers = (f"{begin}{value:0{len(digits)}d}" for value in count(int(digits) + 1))
    free: list[str] = []
    for _ in range(MOST_WINDOWS):
        window = list(islice(numbers, WINDOW))
        taken = _taken(window)
        free += [tag for tag in window if look_up_key(tag) not in taken]
        if len(free) >= number:
            break
    return free[:number]


def _taken(tags: list[str]) -> set[str]:
    keys = [look_up_key(tag) for tag in tags]
    return set(db.session.scalars(select(Identifier.key).where(Identifier.key.in_(keys))))


def _last_tag(delivery: Delivery, model: AssetModel) -> str | None:
    """The tag used last: in this delivery, else for such devices at the site, else for such devices anywhere."""
    came = select(Asset.tag).join(Arrival, Arrival.asset_id == Asset.id).join(DeliveryLine)
    came = came.where(DeliveryLine.delivery_id == delivery.id, Arrival.taken_back_at.is_(None))
    queries = (
        came.where(Asset.tag.is_not(None)).order_by(Arrival.id.desc()),
        _of_category(model, delivery.site),
        _of_category(model, None),
    )
    return next((tag for query in queries if (tag := db.session.scalar(query.limit(1)))), None)


def _of_category(model: AssetModel, site: Site | None) -> Select[str | None]:
    such = select(AssetModel.id).where(AssetModel.category_id == model.category_id)
    query = select(Asset.tag).where(Asset.tag.is_not(None), Asset.model_id.in_(such))
    if site is not None:
        query = query.where(Asset.site_id == site.id)
    return query.order_by(Asset.id.desc())
