"""A phone as it ought to be, in Python: a shelf that never forgets, and whatever is not settled is sent."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.clock import written
from app.db import uuid7
from tests.phones import Result, Sent, frozen

FINAL = ("applied", "conflict", "rejected")


@dataclass
class Kept:
    """An operation on the shelf: frozen when it was made, waiting until it is answered for good."""

    op_id: str
    seq: int
    actor: str
    kind: str
    payload: dict[str, Any]
    sent: Sent
    waiting: bool = True
    answer: Result | None = None


@dataclass
class ModelPhone:
    """What one phone holds of everybody who used it. Each person's numbers, epoch and queue are their own."""

    clock: Callable[[], datetime]
    device: str = field(default_factory=lambda: str(uuid7()))
    shelf: list[Kept] = field(default_factory=list)
    counters: dict[str, int] = field(default_factory=dict)
    epochs: dict[str, str] = field(default_factory=dict)

    def keep(self, actor: str, kind: str, payload: dict[str, Any], base: int | None = None) -> Kept:
        """The green tick: from here on it is kept."""
        seq, op_id = self.counters.get(actor, 0) + 1, str(uuid7())
        body = {
            "op_id": op_id, "v": 1, "device_id": self.device, "seq": seq, "actor_id": actor, "kind": kind,
            "captured_at": written(self.clock()), "base_version": base, "payload": payload,
        }  # fmt: skip
        self.counters[actor] = seq
        self.shelf.append(Kept(op_id, seq, actor, kind, payload, frozen(json.dumps(body))))
        return self.shelf[-1]

    def of(self, actor: str) -> list[Kept]:
        return [kept for kept in self.shelf if kept.actor == actor]

    def waiting(self, actor: str) -> list[Kept]:
        """What is to be sent, in the order it was done."""
        return [kept for kept in self.of(actor) if kept.waiting]

    def first_kept(self, actor: str) -> int:
        return min((kept.seq for kept in self.of(actor)), default=self.counters.get(actor, 0) + 1)

    def envelope(self, actor: str, batch: list[Kept]) -> dict[str, Any]:
        return {
            "sent_at": written(self.clock()),
            "server_epoch": self.epochs.get(actor),
            "last_seq": self.counters.get(actor, 0),
            "first_kept": self.first_kept(actor),
            "operations": [kept.sent for kept in batch],
        }

    def hear(self, actor: str, batch: list[Kept], status: int, headers: Any, answer: Any) -> bool:
        """Believe an answer that is ours; whether it was."""
        ours = any(name.lower() == "x-rollcall" for name in headers.keys())  # noqa: SIM118 - Werkzeug's are pairs
        if status != 200 or not ours or not isinstance(answer, dict):
            return False
        sent = {(kept.op_id, kept.sent["sha256"]): kept for kept in batch}
        answered = set()
        for result in answer["results"]:
            kept = sent.get((result["op_id"], result["sha256"]))
            if kept is not None and result["outcome"] in FINAL:
                kept.waiting, kept.answer = False, result
                answered.add(kept.op_id)
        self._offer_again(actor, answer, answered, told=bool(batch))
        return True

    def _offer_again(self, actor: str, answer: dict[str, Any], answered: set[str], *, told: bool) -> None:
        """A server that came back from a backup may have forgotten what it had taken: it is asked about all of it.

        An empty batch names no phone, so the answer to it tells the epoch and nothing of this phone's counter.
        """
        epoch, known = answer["server_epoch"], self.epochs.get(actor)
        settled = [kept for kept in self.of(actor) if not kept.waiting]
        behind = max((kept.seq for kept in settled), default=0) > answer["last_seq"]
        last = answer["last_op_id"]
        forgotten = answer["last_seq"] < self.first_kept(actor)
        stranger = last is not None and not forgotten and all(kept.op_id != last for kept in self.of(actor))
        if (known is not None and epoch != known) or (told and (behind or stranger)):
            for kept in settled:
                kept.waiting = kept.op_id not in answered
        self.epochs[actor] = epoch
        self._forget(actor, answer["durable_seq"])

    def _forget(self, actor: str, durable_seq: int | None) -> None:
        """What is settled and in a verified backup need not be kept."""
        self.shelf = [
            kept
            for kept in self.shelf
            if kept.actor != actor or kept.waiting or kept.seq > (durable_seq or 0)
        ]
