"""The sites one looks after: choosing one leads to the place one came from."""

from flask import render_template, request, url_for
from sqlalchemy import or_
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain import audits, directory
from app.letters import has_part
from app.models import Site
from app.routes.directory.blueprint import bp
from app.routes.fragments import wants

PAGE, LONGEST = 50, 200
# Where choosing a site may lead, and what can be looked at for all sites at once.
LEADS_TO = {
    "directory.rooms",
    "directory.new_room",
    "roster.people",
    "insight.attention",
    "register.assets",
    "register.new_asset",
    "register.labels",
    "audits.audits",
    "importing.imports",
    "directory.calendar",
    "receiving.deliveries",
    "receiving.orders",
    "receiving.new_order",
    "receiving.donations",
    "receiving.new_donation",
}
OF_ALL_SITES = {
    "insight.attention",
    "receiving.deliveries",
    "receiving.donations",
    "receiving.orders",
    "register.assets",
}


@bp.get("/sites")
def sites() -> str:
    """The sites one looks after, searched and paged by name: choosing one leads to the place one came from."""
    wanted, after = request.args.get("q", "").strip()[:LONGEST], request.args.get("after", "")
    query = access.sites().options(joinedload(Site.region)).order_by(Site.name, Site.code)
    if wanted:
        query = query.where(or_(*(has_part(column, wanted) for column in (Site.name, Site.code, Site.city))))
    if after:
        name, _, code = after.rpartition("|")
        query = query.where(or_(Site.name > name, (Site.name == name) & (Site.code > code)))
    found = list(db.session.scalars(query.limit(PAGE + 1)))
    to = request.args.get("to", "")
    to = to if to in LEADS_TO and access.may(to) else "directory.rooms"
    return render_template(
        "directory/_sites.html" if wants("sites") else "directory/sites.html",
        sites=found[:PAGE],
        progress=audits.progress_of([site.id for site in found[:PAGE]]),
        q=wanted,
        more=len(found) > PAGE,
        sharing=directory.unnoted_sharing() if access.may("directory.note_sharing") else [],
        shared=directory.sharing_among([site.id for site in found[:PAGE]]),
        to=to,
        everywhere=url_for(to, site="all") if to in OF_ALL_SITES and not after else None,
    )
