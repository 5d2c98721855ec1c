"""The list of requests, and one of them. Policy: ORG-10."""

from uuid import UUID

from flask import render_template, request
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain import directory, requests
from app.domain.access import Scope
from app.domain.refusals import Refusal
from app.models import Asset, AssetModel, Request
from app.routes.naming import uuid_of
from app.routes.requests.blueprint import bp

PAGE = 50


class NotYourRequest(Refusal):
    """Whoever asked withdraws it, and nobody else."""

    reason = "not_your_request"


@bp.get("/requests", endpoint="requests")
def listed() -> str:
    """What waits for the IDM, what one asked for oneself, and what was answered."""
    answers = access.may("requests.carry_out")
    show = request.args.get("show", "open" if answers else "own")
    query = _wanted(show if answers else "own")
    if after := request.args.get("after"):
        query = query.where(Request.id < access.change_request(uuid_of(after)).id)
    found = list(db.session.scalars(with_what_is_shown(query.order_by(Request.id.desc()).limit(PAGE + 1))))
    return render_template(
        "requests/requests.html",
        requests=found[:PAGE],
        more=len(found) > PAGE,
        show=show if answers else "own",
        answers=answers,
        names=access.names(),
    )


@bp.get("/requests/<uuid:uuid>")
def show(uuid: UUID) -> str:
    """One request: for the IDM to answer, for the asker to follow."""
    found = access.change_request(uuid)
    own = found.asked_by_id == access.signed_in().id
    answers = access.may("requests.carry_out", found.site_id)
    return render_template(
        "requests/request.html",
        wanted=found,
        own=own,
        answers=answers,
        rooms=directory.rooms_open_at(found.site_id) if answers else [],
        names=access.names(),
    )


def own_request(uuid: UUID) -> Request:
    """A request that the person asking made. Raises NotYourRequest."""
    found = access.change_request(uuid)
    if found.asked_by_id != access.signed_in().id:
        raise NotYourRequest
    return found


def with_what_is_shown(query: Select[Request]) -> Select[Request]:
    """What a list of requests shows of each."""
    return query.options(
        joinedload(Request.asset).joinedload(Asset.model).joinedload(AssetModel.category),
        joinedload(Request.asked_by),
        joinedload(Request.answered_by),
        joinedload(Request.room),
        joinedload(Request.person),
        joinedload(Request.site),
    )


def _wanted(show: str) -> Select[Request]:
    theirs = access.where_may("requests.carry_out")
    if show == "own":
        return requests.asked_by(access.signed_in()).where(access.scope().where(Request.site_id))
    if show == "answered":
        return select(Request).where(theirs.where(Request.site_id), Request.answer.is_not(None))
    return requests.open_requests(_of_site(theirs))


def _of_site(theirs: Scope) -> Scope:
    """One of one's sites, where the address names it."""
    code = request.args.get("site")
    return Scope.of(access.site(code).id) if code else theirs
