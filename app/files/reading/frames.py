"""One photograph, and the ways of looking at it that bring a code out."""

import math
from dataclasses import dataclass
from functools import cached_property

from PIL import Image, ImageFilter

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
Affine = tuple[float, float, float, float, float, float]

AS_TAKEN: Affine = (1, 0, 0, 0, 1, 0)
WHITE = 255


@dataclass(frozen=True)
class Frame:
    """The photograph or a part of it in grey; `to_photo` takes a point of it back to the photograph."""

    grey: Image.Image
    to_photo: Affine = AS_TAKEN

    @property
    def pixels(self) -> int:
        return self.grey.width * self.grey.height

    @cached_property
    def sharpened(self) -> "Frame":
        return Frame(self.grey.filter(ImageFilter.UnsharpMask(2, 250, 0)), self.to_photo)

    def halved(self) -> "Frame":
        return Frame(self.grey.reduce(2), _after(self.to_photo, (2, 0, 0, 0, 2, 0)))

    def at_most(self, pixels: int) -> "Frame":
        """The whole frame, shrunk until it has no more than so many pixels."""
        times = math.sqrt(pixels / self.pixels)
        return self if times >= 1 else self.resized(times)

    def resized(self, times: float) -> "Frame":
        size = (max(1, round(self.grey.width * times)), max(1, round(self.grey.height * times)))
        back: Affine = (self.grey.width / size[0], 0, 0, 0, self.grey.height / size[1], 0)
        return Frame(self.grey.resize(size, Image.Resampling.BICUBIC), _after(self.to_photo, back))

    def turned(self, degrees: float) -> "Frame":
        """The whole frame turned about its middle, its corners kept."""
        width, height = self.grey.size
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        size = (
            math.ceil(width * abs(cos) + height * abs(sin)),
            math.ceil(width * abs(sin) + height * abs(cos)),
        )
        return self._through(_about((width / 2, height / 2), (cos, sin), size, 1), size)

    def closer(self, quad: Quad, *, times: float, turn: float, most_pixels: int) -> "Frame":
        """The neighbourhood of a code seen in this frame, set upright and enlarged."""
        width = max(math.dist(quad[0], quad[1]), math.dist(quad[3], quad[2]), 1.0)
        # A linear code is reported as the thin line it was read along; its bars reach further.
        height = max(math.dist(quad[0], quad[3]), math.dist(quad[1], quad[2]), width / 4)
        width, height = width * 1.4 + 16, height * 1.4 + 16
        times = min(times, math.sqrt(most_pixels / (width * height)))
        size = (math.ceil(width * times), math.ceil(height * times))
        angle = math.atan2(quad[1][1] - quad[0][1], quad[1][0] - quad[0][0]) + math.radians(turn)
        return self._through(_about(middle(quad), (math.cos(angle), math.sin(angle)), size, 1 / times), size)

    def in_photo(self, quad: Quad) -> Quad:
        a, b, c, d, e, f = self.to_photo
        one, two, three, four = ((a * x + b * y + c, d * x + e * y + f) for x, y in quad)
        return one, two, three, four

    def _through(self, back: Affine, size: tuple[int, int]) -> "Frame":
        seen = self.grey.transform(
            size, Image.Transform.AFFINE, back, Image.Resampling.BILINEAR, fillcolor=WHITE
        )
        return Frame(seen, _after(self.to_photo, back))


def middle(quad: Quad) -> Point:
    return sum(x for x, _ in quad) / 4, sum(y for _, y in quad) / 4


def quads_overlap(ours: Quad, theirs: Quad) -> bool:
    """Whether two four-cornered places share a point: no straight line can be drawn between them."""
    for quad in (ours, theirs):
        for n in range(4):
            across, down = quad[n][1] - quad[n - 1][1], quad[n - 1][0] - quad[n][0]
            if across == down == 0:
                continue
            here = [x * across + y * down for x, y in ours]
            there = [x * across + y * down for x, y in theirs]
            if max(here) < min(there) or max(there) < min(here):
                return False
    return True


def _about(centre: Point, direction: Point, size: tuple[int, int], scale: float) -> Affine:
    """From a picture of this size back to the place around `centre` whose rows run along `direction`."""
    cos, sin = direction[0] * scale, direction[1] * scale
    x, y = size[0] / 2, size[1] / 2
    return (cos, -sin, centre[0] - cos * x + sin * y, sin, cos, centre[1] - sin * x - cos * y)


def _after(outer: Affine, inner: Affine) -> Affine:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + b * j, a * h + b * k, a * i + b * m + c,
        d * g + e * j, d * h + e * k, d * i + e * m + f,
    )  # fmt: skip
