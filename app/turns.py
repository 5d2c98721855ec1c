"""Whose turn it is to write, where the database has one writer: the threads of this process stand in line for it."""

from collections import deque
from threading import Event, Lock

PATIENCE = 15.0


class Line:
    """First come, first served. SQLite itself lets whoever asks at the right moment go first, and others starve."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Event] = deque()
        self._taken = False

    @property
    def length(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def take_turn(self) -> bool:
        """Wait for one's turn; False where it did not come in time."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            turn = Event()
            self._waiting.append(turn)
        if turn.wait(PATIENCE):
            return True
        with self._lock:
            if turn.is_set():
                return True
            self._waiting.remove(turn)
            return False

    def next_one(self) -> None:
        """One's turn is over."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
