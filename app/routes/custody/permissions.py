"""Off-site permission: asked for a device or a class, answered by the site administrator. Policy: CUS-6."""

from datetime import date
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import ColumnElement, Select, case, func, literal_column, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import access, clock
from app.access import scope
from app.db import db
from app.domain.access import Scope
from app.domain.custody import permissions, sets
from app.domain.custody.permissions import BadEnd
from app.domain.ledger import Act
from app.models import Asset, AssetModel, Checkout, OffsitePermission, Person, Room
from app.routes import forms
from app.routes.custody.blueprint import bp
from app.routes.custody.receipts import chosen_set
from app.routes.naming import uuid_of
from app.routes.onward import onward

PAGE = 50
MOST = 1000
NO_HOMEROOM = "none"


@bp.get("/permissions", endpoint="permissions")
def offsite() -> str:
    """What waits for the site administrator, a class in a line; who may take a device off the premises now."""
    site = access.working_site()
    chosen, given = request.args.get("room"), request.args.get("show") == "given"
    waiting = permissions.waiting(Scope.of(site.id))
    query = _given(site.id) if given else _of_room(waiting, chosen)
    if after := request.args.get("after"):
        query = query.where(OffsitePermission.id > access.permission(uuid_of(after)).id)
    found = []
    if given or chosen:
        query = query.order_by(OffsitePermission.id).limit(PAGE + 1)
        found = list(db.session.scalars(_with_what_is_shown(query)))
    return render_template(
        "custody/permissions.html",
        site=site,
        groups=_groups(waiting),
        found=found[:PAGE],
        more=len(found) > PAGE,
        chosen=chosen,
        given=given,
    )


@bp.post("/checkouts/<uuid:uuid>/permission")
def ask_permission(uuid: UUID) -> Response:
    """Ask that one device may leave the premises."""
    found = access.checkout(uuid)
    permissions.ask(found, _end(), Act.now(access.signed_in()), request.form.get("note", ""))
    db.session.commit()
    flash(gettext("Asked: the site administrator decides."), "here")
    return redirect(url_for("custody.receipt", uuid=uuid), 303)


@bp.post("/receipts/permission")
def ask_for_class() -> Response:
    """Ask for the devices of a class at once; those that have a permission keep it."""
    site = access.working_site()
    of = chosen_set(site) or abort(404)
    asked = permissions.ask_all(sets.checkouts_in(of), _end(), Act.now(access.signed_in()))
    db.session.commit()
    flash(
        ngettext("Asked for %(num)d device.", "Asked for %(num)d devices.", asked),
        "here" if asked else "info",
    )
    return redirect(onward(request.form.get("next")), 303)


@bp.post("/permissions/answer")
def answer_permissions() -> Response:
    """Give or refuse: one, or all of a class that were on the page (`seen` is the newest of them)."""
    form, answer = request.form, request.form.get("answer", "")
    if answer not in ("given", "refused"):
        abort(400)
    if form.get("permission"):
        one = access.permission(uuid_of(form["permission"]))
        wanted, site = [one], one.checkout.asset.site
    else:
        site = access.working_site()
        query = _of_room(permissions.waiting(Scope.of(site.id)), form.get("room") or abort(400))
        seen = access.permission(uuid_of(form.get("seen")))
        wanted = list(db.session.scalars(query.where(OffsitePermission.id <= seen.id).limit(MOST)))
    act = Act.now(access.signed_in())
    done = len(permissions.answer_all(wanted, answer, act, form.get("word", "")))
    db.session.commit()
    if answer == "given":
        words = ngettext(
            "%(num)d device may leave the premises.", "%(num)d devices may leave the premises.", done
        )
    else:
        words = ngettext("Refused for %(num)d device.", "Refused for %(num)d devices.", done)
    flash(words, "here")
    return redirect(onward(form.get("next") or url_for("custody.permissions", site=site.code)), 303)


@bp.post("/permissions/<uuid:uuid>/withdraw")
def withdraw_permission(uuid: UUID) -> Response:
    """Take a permission back, or a wish that nobody has answered."""
    found = access.permission(uuid)
    permissions.withdraw(found, Act.now(access.signed_in()))
    db.session.commit()
    flash(gettext("Withdrawn: %(asset)s stays on the premises.", asset=str(found.checkout.asset)), "here")
    return redirect(onward(request.form.get("next") or url_for("custody.permissions")), 303)


def _end() -> date:
    try:
        return forms.needed_day("ends_on")
    except forms.BadField as fault:
        raise BadEnd from fault


def _given(site_id: int) -> Select[OffsitePermission]:
    """The permissions that hold today."""
    return (
        select(OffsitePermission)
        .join(OffsitePermission.checkout)
        .where(
            OffsitePermission.site_id == site_id, OffsitePermission.answer == "given", Checkout.ended_at.is_(None),
            OffsitePermission.closed_at.is_(None), OffsitePermission.ends_on >= clock.day(),
        )
    )  # fmt: skip


def _of_room(waiting: Select[OffsitePermission], room: str | None) -> Select[OffsitePermission]:
    """What waits of a homeroom's students, or of whoever has none."""
    query = waiting.join(Checkout.person)
    if room is None:
        return query
    if room == NO_HOMEROOM:
        return query.where(_homeroom().is_(None))
    return query.where(_homeroom() == access.room(uuid_of(room)).id)


def _groups(waiting: Select[OffsitePermission]) -> list[tuple[Room | None, int, UUID]]:
    """What waits, by homeroom: the room, how many, and the newest of them."""
    counted = waiting.join(Checkout.person).with_only_columns(
        _homeroom(), func.count(), func.max(OffsitePermission.id)
    )
    rows = db.session.execute(counted.group_by(_homeroom()).order_by(None)).all()
    newest = dict(
        db.session.execute(
            select(OffsitePermission.id, OffsitePermission.uuid).where(
                OffsitePermission.id.in_([r[2] for r in rows])
            )
        ).all()
    )
    keys = [room_id for room_id, _, _ in rows if room_id is not None]
    rooms = {
        room.id: room
        for room in db.session.scalars(select(Room).where(Room.id.in_(keys), scope().where(Room.site_id)))
    }
    groups = [(rooms.get(room_id or 0), number, newest[last]) for room_id, number, last in rows]
    return sorted(groups, key=lambda group: (group[0] is None, group[0].name if group[0] else ""))


def _homeroom() -> ColumnElement[int | None]:
    """A student's homeroom; of staff, and of students who have none, nothing."""
    return case((Person.kind == literal_column("'student'"), Person.homeroom_id))


def _with_what_is_shown(query: Select[OffsitePermission]) -> Select[OffsitePermission]:
    checkout = joinedload(OffsitePermission.checkout)
    return query.options(
        checkout.joinedload(Checkout.person).joinedload(Person.homeroom),
        checkout.joinedload(Checkout.asset).joinedload(Asset.model).joinedload(AssetModel.category),
        joinedload(OffsitePermission.asked_by),
        joinedload(OffsitePermission.answered_by),
    )
