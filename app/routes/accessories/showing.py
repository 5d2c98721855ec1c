"""The kinds a site keeps, and the story of one. Policy: CUS-5."""

from uuid import UUID

from flask import abort, render_template, request
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain import accessories
from app.models import AccessoryKind, AccessoryMovement, Checkout
from app.routes.accessories.blueprint import bp
from app.routes.naming import uuid_of

PAGE = 50


@bp.get("/accessories", endpoint="accessories")
def listed() -> str:
    """How many of each kind there are, how many are out, and what is low."""
    site = access.working_site()
    kinds = accessories.kinds_of(site.id)
    return render_template(
        "accessories/accessories.html",
        site=site,
        kinds=sorted(kinds, key=lambda kind: not kind.low),
        out=accessories.out_now([kind.id for kind in kinds]),
    )


@bp.get("/accessories/low")
def low() -> str:
    """What is low at any of one's sites."""
    query = accessories.low_kinds(access.scope()).options(joinedload(AccessoryKind.site))
    kinds = db.session.scalars(query.order_by(AccessoryKind.site_id, AccessoryKind.key).limit(PAGE * 4))
    return render_template("accessories/low.html", kinds=list(kinds))


@bp.get("/accessories/<uuid:uuid>")
def kind(uuid: UUID) -> str:
    """One kind: its number, what can be done, and every movement, newest first."""
    found = access.accessory_kind(uuid)
    query = movements_of(found)
    if before := request.args.get("before"):
        query = query.where(AccessoryMovement.id < movement_of(found, before).id)
    rows = list(db.session.scalars(query.limit(PAGE + 1)))
    return render_template(
        "accessories/kind.html",
        kind=found,
        movements=rows[:PAGE],
        earlier="before" in request.args,
        older=rows[PAGE - 1].uuid if len(rows) > PAGE else None,
        out=accessories.out_now([found.id]).get(found.id, 0),
        names=access.names(),
    )


def movements_of(found: AccessoryKind) -> Select[AccessoryMovement]:
    """What came and went of a kind, newest first."""
    checkout = joinedload(AccessoryMovement.checkout)
    return (
        select(AccessoryMovement)
        .where(AccessoryMovement.kind_id == found.id)
        .order_by(AccessoryMovement.id.desc())
        .options(
            joinedload(AccessoryMovement.by),
            checkout.joinedload(Checkout.asset),
            checkout.joinedload(Checkout.person),
        )
    )


def movement_of(found: AccessoryKind, uuid: str) -> AccessoryMovement:
    """A movement of this kind by its uuid."""
    query = select(AccessoryMovement).where(
        AccessoryMovement.kind_id == found.id, AccessoryMovement.uuid == uuid_of(uuid)
    )
    return db.session.scalar(query) or abort(404)
