"""An asset's page: who answers for it, where it is, what goes along with it, and its story."""

from uuid import UUID

from flask import render_template, request

from app import access, clock
from app.domain import carts, central, directory, losses, receiving, requests, transfers
from app.domain.checkouts import open_checkout_of
from app.domain.custody.papers import Papers, papers_of
from app.domain.devices.life import records_about
from app.domain.register.attachments import attachments_of
from app.domain.register.story import events_of
from app.models import Asset
from app.routes.register.blueprint import bp
from app.routes.register.story import told_story
from app.routes.words import REPORTED
from app.routes.words.work import SAID

STORY = 30


@bp.get("/assets/<uuid:uuid>")
def asset(uuid: UUID) -> str:
    """An asset: who answers for it, where, in which state, and its story."""
    found, names, own = access.asset(uuid), access.names(), access.scope()
    story = events_of(found, most=STORY + 1, before=_older_than(found))
    return render_template(
        "register/asset.html",
        asset=found,
        names=names,
        own=own,
        seen_by_who_answers=carts.seen_by_who_answers(found),
        story=told_story(story[:STORY], names=names, own=own),
        older=story[STORY - 1].number if len(story) > STORY else None,
        contents=carts.contents_of(found) if found.slots else [],
        attachments=attachments_of(found, own),
        came_with=receiving.delivery_of(found) if found.delivered_on else None,
        rooms=directory.rooms_open_at(found.site_id),
        reports=losses.losses_of(found),
        wants_school_police=losses.wants_school_police,
        on_the_way=transfers.open_line_of(found),
        central=central.is_kept_from(access.signed_in(), found),
        first=found.event_number,
        papers=_receipt(found),
        management=records_about(found),
        wishes=requests.open_requests_about(found),
        today=clock.day(),
        SAID=SAID,
        REPORTED=REPORTED,
    )


def _older_than(found: Asset) -> int:
    """From which of its events the address asks for those before; 0 where it asks for the newest."""
    return min(request.args.get("before", 0, type=int), found.event_number + 1)


def _receipt(found: Asset) -> Papers | None:
    """The papers of the checkout by which somebody has it now."""
    held = open_checkout_of(found) if found.holder_id else None
    return papers_of([held])[0] if held else None
