"""What people wait for: requests, answers, leave to take a device away, accessories that run low."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app import access
from app.db import db
from app.domain import accessories, requests
from app.domain.access import Scope
from app.domain.custody import confirming, permissions
from app.models import Asset, Checkout, ConfirmationLink, Request
from app.routes.requests.showing import with_what_is_shown

MOST = 20


def asked(scope: Scope) -> dict[str, Any]:
    """What the page of what wants attention shows of them, of the sites in scope."""
    user = access.signed_in()
    wishes = requests.open_requests(access.where_may("requests.carry_out") & scope).order_by(Request.id)
    replies = requests.unread_answers(user).order_by(Request.id)
    denied = confirming.denied(access.where_may("custody.make_link") & scope).order_by(ConfirmationLink.id)
    return {
        "wishes": list(db.session.scalars(with_what_is_shown(wishes).limit(MOST))),
        "wish_count": _count(wishes),
        "replies": list(db.session.scalars(with_what_is_shown(replies).limit(MOST))),
        "offsite_waiting": _count(
            permissions.waiting(access.where_may("custody.answer_permissions") & scope)
        ),
        "low_count": _count(accessories.low_kinds(access.where_may("accessories.change_stock") & scope)),
        "denied": list(
            db.session.scalars(
                denied.limit(MOST).options(
                    joinedload(ConfirmationLink.checkout).joinedload(Checkout.asset).joinedload(Asset.model)
                )
            )
        ),
    }


def _count(query: Select[Any]) -> int:
    counted = query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    return db.session.scalar(select(counted.scalar_subquery())) or 0
