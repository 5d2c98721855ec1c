"""The demonstration district, whole."""

from random import Random

from sqlalchemy import exists, select

from app.db import db
from app.domain.demonstration.accessories import keep_accessories
from app.domain.demonstration.accounts import open_accounts
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.carts import look_through_a_cart
from app.domain.demonstration.certifying import open_the_cycle
from app.domain.demonstration.counts import count_rooms
from app.domain.demonstration.deliveries import receive
from app.domain.demonstration.devices import hear_managements
from app.domain.demonstration.furnishing import furnish, issue_all, open_site
from app.domain.demonstration.loans import lend_hotspots
from app.domain.demonstration.looks import look_at_students
from app.domain.demonstration.papers import sign_and_allow
from app.domain.demonstration.people import Registry
from app.domain.demonstration.receiving import Dock
from app.domain.demonstration.requests import ask_for_changes
from app.domain.demonstration.roster import let_go, teach
from app.domain.demonstration.sites import PLANS
from app.domain.demonstration.transfers import send_between
from app.domain.demonstration.troubles import go_wrong
from app.domain.offline import server_state
from app.domain.refusals import Refusal
from app.models import Site

SEED = 8217


class NotEmpty(Refusal):
    """The database holds a district already: a demonstration is no guest in it."""

    reason = "not_empty"


def load(strength: str = "strong") -> None:
    """Two schools and an office, some years of their story, and the accounts to look at them with. Raises NotEmpty."""
    prepare()
    chance, calendar = Random(SEED), Calendar.today()
    opened = [(plan, *open_site(plan)) for plan in PLANS]
    users = open_accounts(strength)
    registry, dock = Registry(calendar, chance), Dock(calendar, chance)
    places = [
        furnish(plan, site, rooms, registry=registry, dock=dock, users=users) for plan, site, rooms in opened
    ]
    for place in places:
        issue_all(place, calendar, dock)
    marshall, lincoln, office = places
    go_wrong(marshall, lincoln, office, calendar, dock)
    send_between(marshall, lincoln, calendar)
    for place in (marshall, lincoln):
        teach(place, calendar)
    let_go(marshall, lincoln, calendar)
    keep_accessories(marshall, calendar, "201")
    lend_hotspots(marshall, calendar, "202")
    ask_for_changes(marshall, calendar, users)
    sign_and_allow(marshall, calendar, users)
    count_rooms(marshall, lincoln, office, calendar, users)
    look_through_a_cart(marshall, calendar, users)
    receive(marshall, calendar, dock, users)
    hear_managements(calendar, users)
    look_at_students(marshall, calendar, users)
    open_the_cycle(marshall, users)


def prepare() -> None:
    """Say that what follows is a demonstration. Raises NotEmpty."""
    if db.session.scalar(select(exists().where(Site.id.is_not(None)))):
        raise NotEmpty
    server_state().demonstration = True
