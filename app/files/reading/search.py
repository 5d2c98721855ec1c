"""What has been seen in a photograph so far, and how much of it is believed."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from zxingcpp import BarcodeFormat, Binarizer

from app.files.reading.frames import Affine, Frame, Point, middle
from app.files.reading.sights import Sight, sights

CLOSER_PIXELS = 3_000_000
MOST_DOUBTS = 24
# Enlargement, turn in degrees, sharpened.
CLOSER_LOOKS = (
    (2, 0, False),
    (2.5, 3, True),
    (2.5, -3, True),
    (3, 0, True),
    (1.5, 3, False),
    (1.5, -3, False),
)


@dataclass(frozen=True)
class Reading:
    """A code that was read: its text, zxing's name of its format, its corners in the upright photograph."""

    text: str
    format: str
    position: tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]


@dataclass
class Candidate:
    """A text read in some bars, and the ways of looking that agree on it; sharpening alone is no new way."""

    sight: Sight
    ways: set[Affine]


@dataclass
class Search:
    """Matrix codes correct themselves and are believed at once. A linear code is believed when two readings
    of it, or one that fits a known tag, lead over every other text read in the same bars.
    """

    taken: Frame
    linear: tuple[BarcodeFormat, ...]
    fits: Callable[[str], bool]
    until: float
    believed: list[Sight] = field(default_factory=list)
    _candidates: list[Candidate] = field(default_factory=list)
    _doubted: list[Sight] = field(default_factory=list)

    @property
    def has_linear(self) -> bool:
        return any(sight.linear for sight in self.believed)

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.until

    def look(
        self,
        frames: Iterable[Frame],
        formats: Iterable[BarcodeFormat],
        *,
        binarizer: Binarizer = Binarizer.LocalAverage,
    ) -> bool:
        """Read these frames, looking closer at what is in doubt; True when something new is believed."""
        known = len(self.believed)
        for frame in frames:
            if self.is_over:
                break
            seen = sights(frame, formats, binarizer=binarizer)
            for doubt in self._doubts(sight for sight in seen if sight.whole):
                self._look_closer(doubt)
        return len(self.believed) > known

    def readings(self) -> list[Reading]:
        """What is believed in the end, from top to bottom."""
        kept = (s for s in self.believed if not s.linear or self._lead(self._candidate(s)) > 0)
        return [self._reading(sight) for sight in sorted(kept, key=_down_then_across)]

    def _doubts(self, seen: Iterable[Sight]) -> list[Sight]:
        """What one frame shows and does not settle, and what has not been looked at before."""
        doubts = [sight for sight in self._weigh(seen) if not any(map(sight.repeats, self._doubted))]
        self._doubted += doubts[:MOST_DOUBTS]
        return doubts[:MOST_DOUBTS]

    def _weigh(self, seen: Iterable[Sight]) -> list[Sight]:
        """Believe what can be believed by now; the rest comes back."""
        unsettled = []
        for sight in seen:
            lead = self._lead(self._candidate(sight)) if sight.linear else 2
            if self._is_known(sight):
                continue
            if sight.sound and lead >= 2:
                self.believed.append(sight)
            else:
                unsettled.append(sight)
        return unsettled

    def _look_closer(self, doubt: Sight) -> None:
        formats = self.linear if doubt.linear else (doubt.symbology,)
        for times, turn, sharp in CLOSER_LOOKS:
            if self.is_over or self._is_known(doubt):
                return
            near = self.taken.closer(doubt.place, times=times, turn=turn, most_pixels=CLOSER_PIXELS)
            self._weigh(sights(near.sharpened if sharp else near, formats))

    def _is_known(self, sight: Sight) -> bool:
        """Whether it is believed already; if only half legible, whether anything is believed in its place."""
        return any(sight.repeats(other) if sight.sound else sight.overlaps(other) for other in self.believed)

    def _candidate(self, sight: Sight) -> Candidate:
        for candidate in self._candidates:
            if sight.repeats(candidate.sight):
                break
        else:
            candidate = Candidate(sight, set())
            self._candidates.append(candidate)
        candidate.ways.add(sight.sampled)
        return candidate

    def _lead(self, candidate: Candidate) -> int:
        """By how many ways it is ahead of every other text in its bars; a part of another is behind."""
        sight, best = candidate.sight, 0
        for other in self._candidates:
            if other.sight.text in sight.text or not other.sight.overlaps(sight):
                continue
            if sight.text in other.sight.text:
                return 0
            best = max(best, len(other.ways))
        return len(candidate.ways) + self.fits(sight.text) - best

    def _reading(self, sight: Sight) -> Reading:
        width, height = self.taken.grey.size
        one, two, three, four = (
            (min(max(round(x), 0), width), min(max(round(y), 0), height)) for x, y in sight.place
        )
        return Reading(sight.text, sight.symbology.name, (one, two, three, four))


def _down_then_across(sight: Sight) -> Point:
    across, down = middle(sight.place)
    return down, across
