"""Receiving: what is ordered or offered comes, is scanned in and signed for. Policy: RCV-1, RCV-2, RCV-3, RCV-4."""

from app.domain.receiving.arriving import (
    Scanned,
    TakenBackAlready,
    WithoutCodes,
    arrive,
    delivery_of,
    take_back,
)
from app.domain.receiving.delivering import (
    NothingExpected,
    NotYetReceived,
    SignedOffAlready,
    arrived,
    deliver,
    reckon_due,
    sign_off,
)
from app.domain.receiving.donating import (
    NoReason,
    NotFit,
    NothingOffered,
    Offered,
    Review,
    accept,
    offer,
    refuse,
    storage_of,
)
from app.domain.receiving.judging import ScannedTwice, SerialRegistered, StandsTwice, judge, serial_in, tag_in
from app.domain.receiving.ordering import (
    DuplicateOrder,
    NothingOrdered,
    Ordered,
    came_of,
    close_order,
    found_order,
    open_order,
    order,
    warranty_wanting,
)
from app.domain.receiving.ordering_many import LeftOut, order_all
from app.domain.receiving.papers import keep_paper, remove_paper
from app.domain.receiving.ranges import TooManySerials, serials_in
from app.domain.receiving.tagging import next_tags
from app.domain.receiving.watching import (
    SHOWN,
    Standing,
    counted,
    deliveries,
    donations_waiting,
    late_deliveries,
    orders_open,
    standing_of,
)

__all__ = [
    "SHOWN", "DuplicateOrder", "LeftOut", "NoReason", "NotFit", "NotYetReceived", "NothingExpected",
    "NothingOffered", "NothingOrdered", "Offered", "Ordered", "Review", "Scanned", "ScannedTwice",
    "SerialRegistered", "SignedOffAlready", "Standing", "StandsTwice", "TakenBackAlready", "TooManySerials",
    "WithoutCodes", "accept", "arrive", "arrived", "came_of", "close_order", "counted", "deliver", "deliveries",
    "delivery_of", "donations_waiting", "found_order", "judge", "keep_paper",
    "late_deliveries", "next_tags", "offer", "open_order", "order", "order_all", "orders_open", "reckon_due",
    "refuse", "remove_paper", "serial_in", "serials_in", "sign_off", "standing_of", "storage_of", "tag_in",
    "take_back", "warranty_wanting",
]  # fmt: skip
