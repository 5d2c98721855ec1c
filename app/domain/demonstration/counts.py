"""Rooms that were counted this fiscal year, with what was off, and one that is half counted. Policy: CERT-2."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from app.db import db, uuid7
from app.domain import audits, register
from app.domain.audits import Count, Reading
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.domain.demonstration.telling import Told
from app.domain.ledger import Act
from app.domain.looking_up import assets_meant_by
from app.models import Asset, Room, User

STEP = timedelta(seconds=4)


class Walk:
    """Somebody with a phone in a room."""

    def __init__(self, room: Room, by: Act) -> None:
        self._act = by
        self._count = Count.of(audits.join_or_open(uuid7(), room, by))
        self.expected = list(db.session.scalars(audits.expected_rows(room).order_by(Asset.tag, Asset.id)))

    def see(self, *codes: str) -> None:
        """Codes typed in, whatever they mean."""
        self._read((code, assets) for code, assets in assets_meant_by(codes).items())

    def see_all(self, assets: Iterable[Asset]) -> None:
        """Devices one after the other, by the tag they wear."""
        self._read((asset.tag or asset.serial or "", [asset]) for asset in assets)

    def see_the_rest(
        self, *, missing: Sequence[int] = (), absent: dict[int, str] | None = None
    ) -> list[Asset]:
        """All that is expected, but for some positions: missing, or explained. Gives what was missing."""
        told = absent or {}
        self.see_all(asset for at, asset in enumerate(self.expected) if at not in (*missing, *told))
        for at, reason in told.items():
            audits.explain(self._count.audit, uuid7(), self.expected[at], reason, self._next())
        return [self.expected[at] for at in missing]

    def finish(self) -> None:
        """The difference becomes discrepancies."""
        audits.finish(self._count.audit, self._next())

    def _read(self, codes: Iterable[tuple[str, list[Asset]]]) -> None:
        audits.sight_all(
            [
                Reading(
                    count=self._count,
                    op_id=uuid7(),
                    code=code,
                    method="camera" if meant and code == meant[0].tag else "typed",
                    act=self._next(),
                    meant=meant,
                )
                for code, meant in codes
            ]
        )

    def _next(self) -> Act:
        self._act = self._act.at(self._act.happened_at + STEP)
        return self._act


def count_rooms(
    marshall: Place, lincoln: Place, office: Place, calendar: Calendar, users: dict[str, User]
) -> None:
    """Who walked where, in the order of the days."""
    idm, teacher, technician = (Told.now(users[key], "demo") for key in ("idm", "teacher", "technician"))
    _homerooms(marshall, calendar, idm, teacher)
    _odd_rooms(marshall, lincoln, calendar, idm, technician)
    for share, code, place, missing, absent in (
        (0.55, "110", lincoln, (3, 17), {}),
        (0.66, "111", lincoln, (), {}),
        (0.74, "112", lincoln, (), {5: "at_home", 20: "at_home"}),
        (0.80, "LAB2", lincoln, (44,), {}),
        (0.84, "DESK", office, (), {}),
    ):
        walk = Walk(place.rooms[code], place.act.at(calendar.counting(share)))
        walk.see_the_rest(missing=missing, absent=absent)
        walk.finish()
    half = Walk(marshall.rooms["208"], idm.at(calendar.counting(0.97)))
    half.see_all(half.expected[: len(half.expected) // 2])


def _homerooms(place: Place, calendar: Calendar, idm: Act, teacher: Act) -> None:
    rooms = place.rooms
    first = Walk(rooms["201"], idm.at(calendar.counting(0.05)))
    [elsewhere] = first.see_the_rest(missing=[6], absent={12: "student_absent"})
    first.finish()
    second = Walk(rooms["202"], idm.at(calendar.counting(0.08)))
    second.see_the_rest()
    second.finish()
    # In 203 turn up 201's missing Chromebook and a document camera that somebody had borrowed from 207.
    third = Walk(rooms["203"], teacher.at(calendar.counting(0.15)))
    camera = _first(place, "207", "Document camera")
    third.see_the_rest(absent={3: "student_absent"})
    third.see_all([elsewhere, camera])
    third.finish()
    register.move(camera, rooms["203"], idm.at(calendar.counting(0.18)))
    fourth = Walk(rooms["205"], idm.at(calendar.counting(0.25)))
    fourth.see_the_rest(missing=[2, 19], absent={8: "at_home"})
    fourth.see("A098117", "NXHPXAA0019463C7")
    fourth.finish()


def _odd_rooms(place: Place, lincoln: Place, calendar: Calendar, idm: Act, technician: Act) -> None:
    rooms = place.rooms
    cart = Walk(rooms["103"], idm.at(calendar.counting(0.32)))
    lost = place.lent["103"][8]
    cart.see_the_rest(missing=[10])
    cart.see_all([lost])
    cart.finish()
    library = Walk(rooms["LIB"], technician.at(calendar.counting(0.40)))
    twin = next(asset for asset in library.expected if asset.model.category.name == "Display monitor")
    library.see_the_rest()
    library.see(twin.serial or "")
    library.see_all([lincoln.lent["LIB"][4], place.mislaid[0]])
    library.finish()
    lab = Walk(rooms["LAB"], technician.at(calendar.counting(0.46)))
    lab.see_the_rest(missing=[33])
    lab.see_all([_first(place, "B2", "Document camera")])
    lab.finish()
    office = Walk(rooms["MAIN"], idm.at(calendar.counting(0.50)))
    office.see_the_rest(absent={0: "other"})
    office.finish()
    bungalow = Walk(rooms["B1"], idm.at(calendar.counting(0.90)))
    bungalow.see_the_rest()
    bungalow.see_all([place.lent["B1"][3]])
    bungalow.finish()


def _first(place: Place, code: str, category: str) -> Asset:
    return next(asset for asset in place.fixed[code] if asset.model.category.name == category)
