"""The duties of a site: its inventory device managers and their training. Policy: ORG-2, ORG-3."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access, clock
from app.db import db
from app.domain import duties
from app.domain.directory import NoSchoolDays
from app.domain.ledger import Act
from app.models import Site
from app.routes.duties.blueprint import bp
from app.routes.naming import uuid_of


@bp.get("/duties", endpoint="duties")
def duties_of_a_site() -> str:
    """Who is named, who is trained, and by when somebody has to be."""
    site = access.working_site()
    return render_template(
        "duties/duties.html",
        site=site,
        managers=duties.managers_of(site),
        others=duties.may_be_designated(site),
        due=_due(site),
        today=clock.day(),
        training=duties.training_of(),
    )


@bp.post("/sites/<code>/designations")
def designate(code: str) -> Response:
    """Name an inventory device manager."""
    site = access.site(code)
    user = access.user_at(uuid_of(request.form.get("user", "")), site)
    duties.designate(user, site, Act.now(access.signed_in()))
    db.session.commit()
    flash(
        gettext("%(name)s is an inventory device manager of %(site)s.", name=user.name, site=site.name),
        "here",
    )
    return redirect(url_for("duties.duties", site=code), 303)


@bp.post("/sites/<code>/designations/<uuid:uuid>/end")
def end_designation(code: str, uuid: UUID) -> Response:
    """Somebody is no longer."""
    site = access.site(code)
    user = access.user_at(uuid, site)
    duties.end_designation(user, site)
    db.session.commit()
    flash(
        gettext(
            "%(name)s is no longer an inventory device manager of %(site)s.", name=user.name, site=site.name
        ),
        "here",
    )
    return redirect(url_for("duties.duties", site=code), 303)


def _due(site: Site) -> object:
    try:
        return duties.designation_due(site)
    except NoSchoolDays:
        return None
