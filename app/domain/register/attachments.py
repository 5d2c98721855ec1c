"""Papers and pictures kept with an asset. Policy: RCV-2."""

import hashlib
from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.domain.access import Scope
from app.domain.ledger import Act
from app.models import Asset, Attachment


class Sent(Protocol):
    """A file as it came in, already judged and re-encoded."""

    @property
    def data(self) -> bytes: ...
    @property
    def media_type(self) -> str: ...


def keep_attachment(site_id: int, asset: Asset | None, title: str, sent: Sent, act: Act) -> Attachment:
    """Keep a file; who added it and when stays known."""
    attachment = Attachment(
        site_id=site_id,
        asset=asset,
        title=title.strip()[:200],
        media_type=sent.media_type,
        sha256=hashlib.sha256(sent.data).hexdigest(),
        size=len(sent.data),
        data=sent.data,
        added_at=act.happened_at,
        added_by_id=act.by_id or 0,
    )
    db.session.add(attachment)
    db.session.flush()
    return attachment


def attachments_of(asset: Asset, scope: Scope) -> Sequence[Attachment]:
    """The papers kept at the sites of a scope, the last first: what another school photographed stays there."""
    query = select(Attachment).where(Attachment.asset_id == asset.id, Attachment.removed_at.is_(None))
    query = query.where(scope.where(Attachment.site_id)).order_by(Attachment.id.desc())
    return db.session.scalars(query.options(joinedload(Attachment.added_by))).all()


def remove_attachment(attachment: Attachment, act: Act) -> None:
    """Take a file out of sight; that it was there stays known."""
    attachment.removed_at = act.happened_at
