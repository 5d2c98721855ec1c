"""Taking over a queue that was carried out of a phone as a file."""

from collections import Counter
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import access, clock
from app.db import begin_writing, db
from app.domain import offline
from app.domain.offline import adopting
from app.models import Adoption
from app.routes.offline.blueprint import bp
from app.routes.words.work import KINDS_OF_WORK

SHOWN = 20


@bp.get("/phones/adoptions")
def adoptions() -> str:
    """Choose the file; below, those that were brought before."""
    scope = access.scope()
    query = select(Adoption).options(joinedload(Adoption.actor), joinedload(Adoption.by))
    if not scope.everywhere:
        query = query.where(Adoption.by_id == access.signed_in().id)
    found = db.session.scalars(query.order_by(Adoption.id.desc()).limit(SHOWN)).unique().all()
    return render_template("offline/adoptions.html", adoptions=found)


@bp.post("/phones/adoptions")
def put_down() -> Response:
    """Keep the file, to be looked at before anything is done with it."""
    sent = request.files.get("file")
    data = sent.stream.read(adopting.MOST_BYTES + 1) if sent else b""
    if len(data) > adopting.MOST_BYTES:
        abort(413)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise adopting.NotAQueue(why="unreadable") from None
    adoption = adopting.put_down(text, access.signed_in(), access.scope(), clock.now())
    db.session.commit()
    return redirect(url_for("offline.adoption", uuid=adoption.uuid), 303)


@bp.get("/phones/adoptions/<uuid:uuid>")
def adoption(uuid: UUID) -> str:
    """What is in it, and what became of it."""
    found = access.adoption(uuid)
    return render_template(
        "offline/adoption.html", adoption=found, held=adopting.preview(found), KINDS_OF_WORK=KINDS_OF_WORK
    )


@bp.post("/phones/adoptions/<uuid:uuid>/adopt")
def adopt(uuid: UUID) -> Response:
    """Let all of it take effect, part by part; what was done before is answered again and not done twice."""
    found, adopter, outcomes = access.adoption(uuid), access.signed_in(), Counter[str]()
    for envelope in adopting.batches(found, clock.now()):
        answers, _ = offline.accept(envelope, found.actor, clock.now(), adopter=adopter)
        outcomes.update(map(adopting.outcome_of, answers))
        db.session.commit()
        begin_writing()
    adopting.conclude(found, outcomes, clock.now())
    db.session.commit()
    return redirect(url_for("offline.adoption", uuid=uuid), 303)
