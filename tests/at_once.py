"""Several hands at the same moment, and waiting that ends: in what was waited for, or in words."""

import time
from collections.abc import Callable, Iterable
from functools import partial
from threading import Barrier, Thread
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 60  # seconds; far more than anything here needs on a busy machine


def at_once(*deeds: Callable[[], T]) -> list[T]:
    """Do all of these together; what came of each, in their order."""
    together, came = Barrier(len(deeds), timeout=PATIENCE), dict[int, T]()
    failed: list[BaseException] = []

    def do(number: int, deed: Callable[[], T]) -> None:
        try:
            together.wait()
            came[number] = deed()
        except BaseException as fault:  # noqa: BLE001 - raised again below, where the test stands
            failed.append(fault)

    hands = [Thread(target=partial(do, *deed), daemon=True) for deed in enumerate(deeds)]
    for hand in hands:
        hand.start()
    ended(hands)
    if failed:
        raise failed[0]
    return [came[number] for number in range(len(deeds))]


def ended(hands: Iterable[Thread], patience: float = PATIENCE) -> None:
    """Wait for all of these to come to their end."""
    end = time.monotonic() + patience
    for hand in hands:
        hand.join(max(0, end - time.monotonic()))
        assert not hand.is_alive(), f"{hand.name} has not ended within {patience} s"


def until(is_so: Callable[[], object], words: str, patience: float = PATIENCE) -> None:
    """Wait for something that happens by itself."""
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end, f"{words}: not within {patience} s"
        time.sleep(0.002)
