"""Pictures from strangers: refused by name before they cost anything, kept without what came along."""

from app.files.images.headers import MOST_SCANS
from app.files.images.opening import MOST_BYTES, Picture, as_grey, open_picture, reencode
from app.files.images.refusals import (
    DamagedPicture,
    NotAPicture,
    PictureRefused,
    TooManyBytes,
    TooManyPixels,
    TooManyScans,
)

__all__ = [
    "MOST_BYTES",
    "MOST_SCANS",
    "DamagedPicture",
    "NotAPicture",
    "Picture",
    "PictureRefused",
    "TooManyBytes",
    "TooManyPixels",
    "TooManyScans",
    "as_grey",
    "open_picture",
    "reencode",
]
