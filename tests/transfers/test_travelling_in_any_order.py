"""Whatever the order of sends, arrivals, refusals, checkouts, reports and replays: one place, one way, one story."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.db import db
from app.domain import transfers
from app.domain.refusals import Refusal
from app.models import Asset, Checkout, Event, Loss, Transfer, TransferLine
from tests.district import District
from tests.phones import Phone, at_a_desk

TAGS = ("A1001", "A1006", "C1", "A1020", "A1030", "B2001")
HOMES = {"8217": ("ivy", ("204", "STO"), "700001"), "8729": ("lola", ("L1", "L1"), "700099")}

Deed = tuple[str, str, list[str], int]

tags, sites = st.sampled_from(TAGS), st.sampled_from(sorted(HOMES))
which = st.integers(0, 3)
DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.tuples(st.just("send"), sites, st.lists(tags, min_size=1, max_size=4), which),
    st.tuples(st.sampled_from(("rest", "refuse", "recall")), sites, st.just([]), which),
    st.tuples(
        st.sampled_from(("read", "read", "extra")), sites, st.lists(tags, min_size=1, max_size=3), which
    ),
    st.tuples(
        st.sampled_from(("out", "in", "lost", "stolen", "damaged", "see", "move")),
        sites,
        st.lists(tags, min_size=1, max_size=3),
        which,
    ),
)


@settings(
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=st.lists(DEEDS, min_size=5, max_size=16))
def test_one_place_one_way_and_the_ledger_explains_it(
    phone: Callable[[str], Phone], district: District, deeds: list[Deed]
) -> None:
    """Each example goes on where the one before it ended; whatever a phone sends, it sends twice."""
    phones = {site: phone(who) for site, (who, _, _) in HOMES.items()}
    for kind, site, codes, number in deeds:
        if kind in ("send", "read", "rest", "refuse", "recall", "extra"):
            travels(district, kind, site, codes, number)
        else:
            hears(district, phones[site], kind, site, codes)
    holds_together(district)
    assert district.faults() == []


def travels(district: District, kind: str, site: str, codes: list[str], number: int) -> None:
    """What the two sites' managers do at their desks; a refusal leaves everything as it was."""
    who = district.user(HOMES[site][0])
    try:
        with at_a_desk():
            act = district.act(who.email.split("@")[0])
            if kind == "send":
                other = next(code for code in HOMES if code != site)
                made = transfers.pack(district.site(site), district.site(other), "x", act)
                transfers.put_on(made, codes, act)
                transfers.send(made, act)
                return
            side = Transfer.from_site_id if kind in ("recall", "extra") else Transfer.to_site_id
            own = select(Transfer).where(Transfer.sent_at.is_not(None), side == district.site(site).id)
            found = db.session.scalars(own.order_by(Transfer.id.desc()).offset(number).limit(1)).first()
            if found is not None:
                ends(found, kind, codes, act)
    except Refusal:
        db.session.rollback()


def ends(found: Transfer, kind: str, codes: list[str], act: Any) -> None:
    if kind == "read":
        for code in (*codes, *codes):
            transfers.accept_code(found, code, act)
    elif kind == "rest":
        transfers.accept_rest(found, act)
    elif kind == "refuse":
        transfers.refuse(found, "no", act)
    elif kind == "recall":
        transfers.recall(found, act)
    else:
        for extra in transfers.extras_of(found):
            transfers.add_extra(extra, act)


def hears(district: District, who: Phone, kind: str, site: str, codes: list[str]) -> None:
    _, (room, store), badge = HOMES[site]
    made = []
    for code in codes:
        if kind == "see":
            made.append(who.sees(room, code))
        elif kind == "move":
            made.append(who.makes("asset.move", {"code": code, "room": who.room(store)}))
        elif kind == "out":
            made.append(who.makes("custody.check_out", {"code": code, "person": badge}))
        elif kind == "in":
            made.append(who.makes("custody.check_in", {"code": code, "room": who.room(store)}))
        else:
            made.append(who.makes("asset.report", {"code": code, "kind": kind}))
    first = who.sends(*made)
    assert [one["reason"] for one in first if one["reason"] == "our_fault"] == []
    assert [one["outcome"] for one in who.sends(*made)] == [one["outcome"] for one in first]


def holds_together(district: District) -> None:
    db.session.rollback()
    open_lines = counted(TransferLine, TransferLine.sent_at.is_not(None), TransferLine.ended_at.is_(None))
    open_checkouts = counted(Checkout, Checkout.ended_at.is_(None))
    open_losses = counted(Loss, Loss.kind.in_(("lost", "stolen")), Loss.ended_at.is_(None))
    assert {*open_lines.values(), *open_checkouts.values(), *open_losses.values()} <= {1}
    for tag in TAGS:
        asset = district.asset(tag)
        places = (asset.room_id, asset.cart_id, asset.holder_id)
        assert sum(place is not None for place in places) <= 1
        assert (asset.state == "in_transit") == (asset.id in open_lines)
        assert (asset.state == "checked_out") == (asset.id in open_checkouts)
        assert asset.missing_from_sight == (asset.id in open_losses)
        if asset.state in ("in_transit", "lost", "stolen"):
            assert places == (None, None, None)
        if asset.room is not None:
            assert asset.room.site_id == asset.site_id
        if asset.cart is not None:
            assert asset.cart.site_id == asset.site_id
        assert as_told(asset) == (asset.state, str(asset.site.uuid))


def counted(model: Any, *conditions: Any) -> dict[int, int]:
    query = select(model.asset_id, func.count()).where(*conditions).group_by(model.asset_id)
    return dict(db.session.execute(query).all())


def as_told(asset: Asset) -> tuple[str, str]:
    """The state and the site that the events of an asset add up to."""
    state = site = ""
    events = select(Event.changes).where(Event.asset_id == asset.id).order_by(Event.number)
    for changes in db.session.scalars(events):
        state, site = changes.get("state", state), changes.get("site", site)
    return state, site
