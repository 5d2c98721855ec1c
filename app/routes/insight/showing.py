"""The list of what wants attention: discrepancies, refused operations, phones in trouble."""

from dataclasses import dataclass

from flask import render_template, request
from sqlalchemy.orm import joinedload

from app import access, clock
from app.db import db
from app.domain import carts, insight, transfers
from app.domain.access import Scope
from app.domain.offline.disputes import disputes
from app.domain.offline.watching import phones_in_trouble
from app.domain.roster import collecting
from app.models import Asset, AssetModel, Audit, Discrepancy, Operation, Transfer, TransferExtra
from app.routes.insight.asked import asked
from app.routes.insight.blueprint import bp
from app.routes.insight.own import own as own_work
from app.routes.insight.received import received
from app.routes.insight.saying import told
from app.routes.naming import uuid_of

PAGE = 50


@bp.get("/attention")
def attention() -> str:
    """The open discrepancies and refused operations of one's sites, or of one of them, newest first.

    A teacher's are those of their own rooms, carts and counts. Policy: CUS-7.
    """
    kind, code = request.args.get("kind", ""), request.args.get("site", "all")
    site = None if code == "all" else access.site(code)
    scope, reach = access.scope(site), access.reach(site)
    query = insight.open_discrepancies(reach).order_by(Discrepancy.id.desc())
    if after := request.args.get("after"):
        query = query.where(Discrepancy.id < access.discrepancy(uuid_of(after)).id)
    if kind:
        query = query.where(Discrepancy.kind == kind)
    found = list(
        db.session.scalars(
            query.limit(PAGE + 1).options(
                joinedload(Discrepancy.audit).options(joinedload(Audit.room), joinedload(Audit.site)),
                joinedload(Discrepancy.asset).options(
                    joinedload(Asset.model).joinedload(AssetModel.category),
                    joinedload(Asset.room),
                    joinedload(Asset.cart),
                ),
                joinedload(Discrepancy.sighting),
            )
        ).unique()
    )
    own = access.signed_in() if site is None else None
    refused = insight.refused(reach, own).order_by(Operation.id.desc()).limit(PAGE)
    sent = db.session.scalars(refused.options(joinedload(Operation.actor))).all()
    return render_template(
        "insight/attention.html",
        discrepancies=found[:PAGE],
        refused=told(sent, scope),
        disputes=disputes(sent, scope),
        phones=_phones(scope) if not kind else 0,
        in_carts=[] if kind or after else carts.differences_of(scope, among=insight.of_carts(reach)),
        **({} if kind or after else asked(scope) | received(scope) | own_work(scope)),
        owed=0 if kind or after else _owed(scope),
        travels=None if kind or after else _travels(reach.whole),
        names=access.names(),
        kind=kind,
        site=site,
        more=len(found) > PAGE,
    )


def _owed(scope: Scope) -> int:
    """How many people have to give a device back, as far as one may read who they are. Policy: CUS-3."""
    return collecting.count_owed(access.where_may("roster.collection") & scope)


@dataclass(frozen=True, slots=True)
class Travels:
    """What is between sites and wants a look: what ITS is asked to send, is late, unlisted, or at another school."""

    asked: list[Transfer]
    late: list[Transfer]
    along: list[TransferExtra]
    elsewhere: list[Discrepancy]

    def __bool__(self) -> bool:
        return bool(self.asked or self.late or self.along or self.elsewhere)


def _travels(scope: Scope) -> Travels:
    """The first of each, for the sites of the scope."""
    seen = joinedload(Discrepancy.audit).joinedload(Audit.site), joinedload(Discrepancy.sighting)
    device = joinedload(Discrepancy.asset).joinedload(Asset.model)
    along = joinedload(TransferExtra.asset).joinedload(Asset.model), joinedload(TransferExtra.transfer)
    whole = access.scope().everywhere
    return Travels(
        asked=list(db.session.scalars(transfers.asked_of_its().limit(PAGE))) if whole else [],
        late=list(db.session.scalars(transfers.overdue(scope).limit(PAGE))),
        along=list(db.session.scalars(transfers.came_along(scope).options(*along).limit(PAGE))),
        elsewhere=list(
            db.session.scalars(transfers.seen_elsewhere(scope).options(*seen, device).limit(PAGE))
        ),
    )


def _phones(scope: Scope) -> int:
    """How many phones are in trouble, for those who look after them."""
    if not access.may("offline.phones"):
        return 0
    return phones_in_trouble(access.where_may("offline.phones") & scope, clock.now())
