"""Some devices of a site, drawn to be looked at a second time. Policy: LAW-4."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.register import Asset


class SpotCheck(Base):
    """An asset drawn at random, which the administrator or a second person looks at again. Policy: LAW-4.

    Who draws once more leaves the draws before as they are: `draw_number` tells them apart. So many could be drawn
    then: `among`, and of these `among_answering` were seen by nobody but who answers for them; of a draw made before
    this was kept, neither is known.
    """

    __tablename__ = "spot_checks"
    __table_args__ = (
        UniqueConstraint("certification_id", "asset_id"),
        CheckConstraint("(seen_at IS NULL) = (seen_by_id IS NULL)", name="is_seen_by_somebody"),
        CheckConstraint("draw_number > 0", name="is_of_a_numbered_draw"),
        CheckConstraint("among_answering <= among", name="is_drawn_among_what_there_is"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    certification_id: Mapped[int] = refers_to("certifications.id", index=False)
    asset_id: Mapped[int] = refers_to("assets.id", index=False)
    draw_number: Mapped[int] = mapped_column(default=1)
    by_whom_answers: Mapped[bool]
    among: Mapped[int | None]
    among_answering: Mapped[int | None]
    drawn_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[int | None] = refers_to("users.id", index=False)

    asset: Mapped[Asset] = relationship()
    seen_by: Mapped[User | None] = relationship()

    @property
    def device(self) -> Asset:
        """What was drawn: where its record was merged since, the one that stands for it."""
        return self.asset.standing
