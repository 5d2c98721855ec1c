"""Pictures and papers that people send, refused by name before they cost anything."""

from contextlib import closing
from dataclasses import dataclass

from flask import abort, request
from flask_babel import gettext

from app.domain import policy
from app.domain.refusals import Refusal
from app.files import images, receipts


class BadUpload(Refusal):
    """A file that is not taken; `words` says why, in the reader's language."""

    reason = "bad_upload"

    def __init__(self, words: str, code: int = 422) -> None:
        super().__init__(words=words)
        self.code = code


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in, ready to be kept."""

    data: bytes
    media_type: str
    filename: str


def bytes_sent(field: str, most: int) -> tuple[bytes, str]:
    """The file in a form field and its name. Raises BadUpload; 400 where there is none."""
    file = request.files.get(field)
    if file is None or not file.filename:
        abort(400)
    with closing(file):
        data = file.stream.read(most + 1)
    if len(data) > most:
        raise BadUpload(gettext("The file is larger than %(most)s MB.", most=most // 1_000_000), code=413)
    if not data:
        raise BadUpload(gettext("The file is empty."))
    return data, file.filename


def picture_sent(field: str) -> Sent:
    """The picture in a form field, re-encoded without what it carried along. Raises BadUpload."""
    return _picture(*bytes_sent(field, policy.value("attachment_bytes")))


def paper_sent(field: str) -> Sent:
    """A picture or a PDF in a form field. Raises BadUpload."""
    data, filename = bytes_sent(field, policy.value("attachment_bytes"))
    if data.startswith(b"%PDF-"):
        return Sent(data, "application/pdf", filename)
    return _picture(data, filename)


def mark_sent(field: str) -> bytes | None:
    """The ink of a mark drawn by hand, re-encoded; None where none was sent. Raises BadUpload, EmptyMark."""
    if not (file := request.files.get(field)) or not file.filename:
        return None
    most, pixels = policy.value("signature_bytes"), policy.value("signature_pixels")
    data, _ = bytes_sent(field, most)
    try:
        return receipts.drawn_mark(data, most_bytes=most, most_pixels=pixels)
    except receipts.EmptyMark:
        raise
    except images.PictureRefused as refusal:
        raise BadUpload(*_why(refusal)) from refusal


def _picture(data: bytes, filename: str) -> Sent:
    try:
        picture = images.reencode(data, most_pixels=policy.value("attachment_pixels"))
    except images.PictureRefused as refusal:
        raise BadUpload(*_why(refusal)) from refusal
    return Sent(picture.data, picture.media_type, filename)


def _why(refusal: images.PictureRefused) -> tuple[str, int]:
    known = {
        images.TooManyBytes: (gettext("The picture is too large. Nothing was kept of it."), 413),
        images.TooManyPixels: (
            gettext("The picture has more pixels than the server takes. Nothing was kept of it."),
            413,
        ),
        images.NotAPicture: (gettext("This is not a picture the server can read (JPEG, PNG or WebP)."), 415),
    }
    return known.get(type(refusal), (gettext("The picture is damaged. Take it again."), 422))
