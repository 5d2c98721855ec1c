"""A phone sends what it kept, and takes along what it needs."""

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response, abort, current_app, jsonify, request

from app import access, clock
from app.clock import written
from app.db import begin_writing, db
from app.domain import offline
from app.domain.offline import Answer, BadEnvelope, Envelope
from app.models import PhoneDevice, User
from app.routes.naming import uuid_or_none
from app.routes.offline.blueprint import bp
from app.routes.words import sentence

TRIES = 3
COOKIE_AGE = timedelta(days=400)


@bp.get("/healthz")
def healthz() -> Response:
    """That the server and its database answer."""
    return jsonify(status="ok", server_epoch=offline.server_epoch())


@bp.post("/sync")
def sync() -> tuple[Response, int] | Response:
    """Take in a batch. One commit for all of it; no word of thanks before the commit."""
    envelope = _envelope()
    for attempt in range(TRIES):
        try:
            if attempt:
                time.sleep(0.05 * attempt)
                begin_writing()
            user, cookie = access.signed_in(), uuid_or_none(request.cookies.get(access.phone_cookie()))
            answers, phone = offline.accept(envelope, user, clock.now(), cookie=cookie)
            told = _acknowledgement(answers, phone)
            db.session.commit()
        except offline.TROUBLE:
            current_app.logger.exception("the batch is rolled back and tried again")
            db.session.rollback()
        else:
            return _told_apart(jsonify(told), phone, cookie)
    return jsonify(error="busy", message=sentence("our_fault", {})), 503


@bp.get("/offline/snapshot")
def snapshot() -> Response:
    """What a phone needs to know of a site to count its rooms without a network. No names are in it."""
    code = request.args.get("site")
    site = access.site(code) if code else access.home_site() or abort(404)
    if not access.scope().holds(site.id):
        abort(404)
    user: User = access.signed_in()
    return jsonify(offline.snapshot(site, user))


def _envelope() -> Envelope:
    if request.headers.get("X-Rollcall") is None or not request.is_json:
        abort(400, "not_ours")
    try:
        return offline.read_envelope(request.get_json())
    except BadEnvelope as refusal:
        abort(400, str(refusal))
    except RecursionError:
        abort(400, "nested beyond reason")


def _acknowledgement(answers: list[Answer], phone: PhoneDevice | None) -> dict[str, Any]:
    return {
        "server_epoch": offline.server_epoch(),
        "now": written(clock.now()),
        "last_seq": phone.last_seq if phone else 0,
        "last_op_id": str(phone.last_op_id) if phone and phone.last_op_id else None,
        "durable_seq": phone.durable_seq if phone else None,
        "results": [_told(answer) for answer in answers],
    }


def _told_apart(answer: Response, phone: PhoneDevice | None, cookie: UUID | None) -> Response:
    """A cookie that outlives the phone's storage shows when the phone came back empty."""
    if phone is not None and phone.handset is not None and phone.handset.uuid != cookie:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        answer.set_cookie(
            access.phone_cookie(),
            str(phone.handset.uuid),
            max_age=COOKIE_AGE,
            secure=secure,
            httponly=True,
            samesite="Lax",
        )
    return answer


def _told(answer: Answer) -> dict[str, Any]:
    return answer.adds | {
        "op_id": answer.op_id,
        "sha256": answer.sha256,
        "outcome": answer.outcome,
        "again": answer.again,
        "reason": answer.reason,
        "message": sentence(answer.reason, answer.facts) if answer.reason else None,
    }
