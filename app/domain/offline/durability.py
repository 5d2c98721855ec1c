"""How far each phone's work is in a verified backup: up to there the phone may forget what it keeps."""

from sqlalchemy import Connection, func, select, union, update

from app.db import db
from app.models import LostNumber, Operation, PhoneDevice

Seqs = dict[int, int]


def kept_up_to(connection: Connection) -> Seqs:
    """By the key of each phone in a copy, the number up to which all of its numbers are there or known to be lost.

    A number that is still missing may come yet; then it is in no backup, so nothing beyond it counts.
    """
    came = select(Operation.phone_id, Operation.seq).where(Operation.seq > 0)
    lost = select(LostNumber.phone_id, LostNumber.seq)
    numbers = union(came, lost).subquery()
    place = func.dense_rank().over(partition_by=numbers.c.phone_id, order_by=numbers.c.seq)
    placed = select(numbers.c.phone_id, numbers.c.seq, place.label("place")).subquery()
    query = (
        select(placed.c.phone_id, func.max(placed.c.seq))
        .where(placed.c.seq == placed.c.place)
        .group_by(placed.c.phone_id)
    )
    return dict(connection.execute(query).all())


def move_up_to(seqs: Seqs) -> None:
    """Tell every phone, from now on, how far its work is safe."""
    rows = [{"id": phone_id, "durable_seq": seq} for phone_id, seq in seqs.items()]
    if rows:
        db.session.execute(update(PhoneDevice), rows)


def fall_back(phone: PhoneDevice, seqs: list[int]) -> None:
    """New work under numbers that counted as safe: a counter that began anew. It is not."""
    if phone.durable_seq is not None and seqs and min(seqs) <= phone.durable_seq:
        phone.durable_seq = min(seqs) - 1
