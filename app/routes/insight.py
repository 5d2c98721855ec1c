"""What wants attention: what counts left open, and what phones sent that could not be taken."""

from flask import Blueprint, render_template, request
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain import insight
from app.domain.access import Scope
from app.models import Asset, AssetModel, Audit, Discrepancy, Operation
from app.routes.naming import uuid_of
from app.routes.words import sentence

bp = Blueprint("insight", __name__)

PAGE = 50


@bp.get("/attention")
def attention() -> str:
    """The open discrepancies and refused operations of one's sites, or of one of them, newest first."""
    scope, kind, code = access.scope(), request.args.get("kind", ""), request.args.get("site", "all")
    site = None if code == "all" else access.site(code)
    if site is not None:
        scope = Scope(everywhere=False, sites=frozenset({site.id}))
    query = insight.open_discrepancies(scope).order_by(Discrepancy.id.desc())
    if after := request.args.get("after"):
        query = query.where(Discrepancy.id < access.discrepancy(uuid_of(after)).id)
    if kind:
        query = query.where(Discrepancy.kind == kind)
    found = list(
        db.session.scalars(
            query.limit(PAGE + 1).options(
                joinedload(Discrepancy.audit).options(joinedload(Audit.room), joinedload(Audit.site)),
                joinedload(Discrepancy.asset).options(
                    joinedload(Asset.model).joinedload(AssetModel.category), joinedload(Asset.room)
                ),
                joinedload(Discrepancy.sighting),
            )
        ).unique()
    )
    refused = db.session.scalars(
        insight.refused(scope).order_by(Operation.id.desc()).limit(PAGE).options(joinedload(Operation.actor))
    )
    return render_template(
        "insight/attention.html",
        discrepancies=found[:PAGE],
        refused=[
            (operation, sentence(operation.reason or "", operation.result["facts"])) for operation in refused
        ],
        kind=kind,
        site=site,
        more=len(found) > PAGE,
    )
