"""A phone without a network draws a cart as the office does: the same slots, devices, codes, however it is filled."""

from typing import Any
from uuid import UUID

from flask import url_for
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import carts, offline, register
from app.models import Asset
from app.routes.carts.cells import cells_of
from tests.browser.asked import asked
from tests.browser.journeys.school import School
from tests.district import District

DRAWN = """async ([address, { carts, assets }, id]) => {
    const { cellsOf } = await import(`${address}/cells.js`)
    const cart = carts.find((one) => one.id === id)
    return cellsOf(cart, assets).map(({ slot, asset, tag, keys, model }) => [String(slot), asset, tag, keys, model])
}"""
TAGS = ("A1001", "A1002", "A1003", "A1004", "A1005", "A1006", "A1007", "A1011", "A1012", "A1020")
# A list that is imported may name one slot twice, or one that the cart does not have.
loads = st.lists(
    st.tuples(st.sampled_from(TAGS), st.one_of(st.none(), st.integers(1, 6), st.integers(1, 40))), max_size=14
)


def test_a_phone_draws_a_cart_as_the_office_does(school: School, no_camera: Browser) -> None:
    with school.app.test_request_context():
        modules = school.address + url_for("static", filename="js/carts").rstrip("/")
    page = no_camera.new_page()
    page.goto(f"{school.address}/healthz")

    @settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(loads, st.booleans())
    def both_asked(loaded: list[tuple[str, int | None]], emptied: bool) -> None:
        with school.app.app_context():
            begin_writing()
            try:
                cart = cart_with(school.district, loaded, emptied)
                carried = offline.snapshot(cart.site, school.district.user("ivy"))
                drawn = asked(page, DRAWN, [modules, carried, str(cart.uuid)])
                assert drawn == in_the_office(cart), loaded
            finally:
                db.session.rollback()

    both_asked()
    page.close()


def cart_with(district: District, loaded: list[tuple[str, int | None]], emptied: bool) -> Asset:
    """Cart C1, whose devices bear former tags and other codes, too."""
    act, cart = district.act(), district.asset("C1")
    named: dict[str, UUID] = {tag: district.asset(tag).uuid for tag in TAGS}
    register.retag(district.asset("A1003"), "N1003", act)
    register.identify(district.asset("A1004"), "https://old.example/hardware/77", act)
    if emptied:
        for asset in carts.contents_of(cart):
            carts.take_out(cart, asset, act)
    for tag, slot in loaded:
        asset = db.session.scalars(select(Asset).where(Asset.uuid == named[tag])).one()
        carts.load_all(cart, [(slot, asset, act)])
    return cart


def in_the_office(cart: Asset) -> list[list[Any]]:
    return [
        [
            str(cell.slot or ""),
            str(cell.asset.uuid) if cell.asset else "",
            (cell.asset.tag or cell.asset.serial or "–") if cell.asset else "",
            cell.keys,
            str(cell.asset.model) if cell.asset else "",
        ]
        for cell in cells_of(cart, carts.contents_of(cart))
    ]
