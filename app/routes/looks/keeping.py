"""After each answer: whom it named is kept in the access log, when whoever asked has it already. Policy: ORG-8."""

import logging
from functools import partial

from flask import Flask, Response
from flask.globals import app_ctx
from sqlalchemy.exc import SQLAlchemyError

from app import access, clock
from app.access.looking import Shown
from app.db import begin_writing, db
from app.domain import looks
from app.routes.looks.blueprint import bp

log = logging.getLogger(__name__)


@bp.after_app_request
def keep_whom_it_shows(answer: Response) -> Response:
    """A file names people while it is sent: the look is kept when the last of it has gone out."""
    if (shown := access.shown()) is not None:
        answer.call_on_close(partial(_keep, app_ctx.app, access.asked(), shown))
    return answer


def _keep(app: Flask, asked: looks.Asked, shown: Shown) -> None:
    if not shown.students:
        return
    with app.app_context():
        try:
            looks.keep(asked, shown.students, clock.now(), writing=_begin_to_write)
            db.session.commit()
        except SQLAlchemyError:
            # The page was shown; what cannot be kept now is at least told to whoever runs this.
            log.exception("a look was not kept: %s saw %s", asked, shown.students)


def _begin_to_write() -> None:
    db.session.rollback()  # what was read until here was read without the lock
    begin_writing()
