"""What goes to a phone is small on the way, and the same when it is there."""

import gzip

import pytest
from flask import Flask

from tests.conftest import Visits
from tests.district import District

PACKED = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize(
    "path",
    [
        "/rooms",
        "{static}/css/look.css",
        "{static}/css/scanner.css",
        "{static}/vendor/icons.svg",
        "/offline/snapshot",
    ],
)
def test_a_page_and_its_files_arrive_small_and_whole(
    app: Flask, district: District, visit: Visits, path: str
) -> None:
    ivy, address = visit("ivy"), path.format(static=app.static_url_path)
    plain, packed = ivy.get(address), ivy.get(address, headers=PACKED)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content_length == len(packed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in packed.vary
    assert "Accept-Encoding" in plain.vary
    if not path.endswith("snapshot"):  # which says when it was made
        assert gzip.decompress(packed.data) == plain.data


def test_what_would_not_get_smaller_stays_as_it_is(app: Flask, district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    for address in ("/healthz", f"{app.static_url_path}/nothing.css", f"{app.static_url_path}/mark.svg"):
        assert "Content-Encoding" not in ivy.get(address, headers=PACKED).headers


def test_a_file_that_is_known_is_not_sent_again(app: Flask, visit: Visits) -> None:
    ivy, address = visit("ivy"), f"{app.static_url_path}/css/look.css"
    known = ivy.get(address, headers=PACKED).headers["ETag"]
    again = ivy.get(address, headers=PACKED | {"If-None-Match": known})
    assert (again.status_code, again.data) == (304, b"")
