"""Why a picture is not taken in, by name."""


class PictureRefused(Exception):
    """A picture that is not taken in; the subclass says why."""


class TooManyBytes(PictureRefused):
    def __init__(self, size: int, most: int) -> None:
        super().__init__(f"{size} bytes, where {most} are the most")
        self.size, self.most = size, most


class TooManyPixels(PictureRefused):
    def __init__(self, width: int, height: int, most: int) -> None:
        super().__init__(f"{width} × {height} pixels, where {most} are the most")
        self.width, self.height, self.most = width, height, most


class NotAPicture(PictureRefused):
    """Nothing we open; `kind` names it where it is something known."""

    def __init__(self, kind: str | None) -> None:
        super().__init__(f"{kind or 'something else'}, where a JPEG, PNG or WebP picture was expected")
        self.kind = kind


class DamagedPicture(PictureRefused):
    """It begins as a picture and does not go on as one."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(f"{kind} with damage: {reason}")
        self.kind, self.reason = kind, reason


class TooManyScans(PictureRefused):
    """A JPEG that would be decoded over and over: nobody's camera writes it."""

    def __init__(self, scans: int, most: int) -> None:
        super().__init__(f"{scans} scans, where {most} are the most")
        self.scans, self.most = scans, most
