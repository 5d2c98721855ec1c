"""Settling what a code means: a code nobody knew, and one that two devices bear."""

from uuid import UUID

from flask import abort, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import access
from app.domain import discrepancies
from app.domain.looking_up import assets_meant_by
from app.models import Asset, Discrepancy
from app.routes.insight.blueprint import bp
from app.routes.insight.ending import act, settled
from app.routes.insight.settling import shown
from app.routes.insight.telling_apart import names_apart
from app.routes.naming import uuid_of


@bp.post("/discrepancies/<uuid:uuid>/code")
def add_code(uuid: UUID) -> tuple[str, int] | Response:
    """Let the code nobody knew mean the device whose tag or serial number is typed."""
    found, typed = access.discrepancy(uuid), request.form.get("device", "").strip()[:200]
    scope = access.scope()
    meant = (
        [asset for asset in assets_meant_by([typed])[typed] if scope.holds(asset.site_id)] if typed else []
    )
    if len(meant) != 1:
        wrong = gettext("Several devices bear this. Type the serial number.")
        if not meant:
            wrong = gettext("No device of your sites bears this.")
        return shown(found, typed=typed, wrong=wrong), 422
    discrepancies.add_code(found, meant[0], act())
    return settled(gettext("%(code)s means %(asset)s now.", code=found.code, asset=str(meant[0])), found)


@bp.post("/discrepancies/<uuid:uuid>/kept-code")
def keep_code(uuid: UUID) -> Response:
    """The code stays with one of the two; the other gets another tag or none."""
    found = access.discrepancy(uuid)
    keeper, bearers = _chosen(found)
    instead = {one.uuid: request.form.get(f"instead-{one.uuid}", "").strip()[:200] for one in bearers}
    names = names_apart(bearers, discrepancies.code_of(found))
    discrepancies.keep_code(found, keeper, instead, act())
    told = {"code": discrepancies.code_of(found), "asset": names[keeper.id]}
    return settled(gettext("%(code)s means %(asset)s now.", **told), found)


@bp.post("/discrepancies/<uuid:uuid>/merging")
def merge(uuid: UUID) -> Response:
    """The two are records of one device: one stays, with the codes and the story of both."""
    found = access.discrepancy(uuid)
    keeper, bearers = _chosen(found)
    names = names_apart(bearers, discrepancies.code_of(found))
    discrepancies.merge(found, keeper, act())
    gone = ", ".join(names[one.id] for one in bearers if one.id != keeper.id)
    told = {"kept": names.get(keeper.id, str(keeper)), "void": gone}
    return settled(gettext("%(kept)s is kept, %(void)s is void; its story stays.", **told), found)


def _chosen(found: Discrepancy) -> tuple[Asset, list[Asset]]:
    """The device that keeps the code, among all that bear it; those of other schools are nobody's to change here."""
    scope, bearers = access.scope(), discrepancies.bearers_of(found)
    keeper = access.asset(uuid_of(request.form.get("keeper", "")))
    if not all(scope.holds(one.site_id) for one in bearers):
        abort(404)
    return keeper, bearers
