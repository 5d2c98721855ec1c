"""What a person's page tells: what they hold and held, what they owe, their classes, and whom letters go to."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db
from app.domain.access.scope import Scope
from app.models import (
    Asset,
    AssetModel,
    Checkout,
    Collection,
    Enrollment,
    Guardian,
    Guardianship,
    Loss,
    Person,
    SchoolClass,
)

MOST_CHECKOUTS = 50


def assets_held(person: Person, scope: Scope) -> Sequence[Asset]:
    """What somebody holds now, by tag."""
    query = select(Asset).where(Asset.holder_id == person.id, scope.where(Asset.site_id)).order_by(Asset.tag)
    return db.session.scalars(query.options(joinedload(Asset.model).joinedload(AssetModel.category))).all()


def checkouts_of(person: Person, scope: Scope) -> Sequence[Checkout]:
    """What somebody holds and held, the newest first."""
    query = select(Checkout).join(Checkout.asset).where(scope.where(Asset.site_id))
    query = query.where(Checkout.person_id == person.id, Checkout.undone_at.is_(None))
    newest = query.order_by(Checkout.began_at.desc(), Checkout.id.desc()).limit(MOST_CHECKOUTS)
    return db.session.scalars(newest.options(joinedload(Checkout.asset).joinedload(Asset.model))).all()


def owed_by(person: Person, scope: Scope) -> Sequence[Collection]:
    """The schools of the scope that want this person's devices back. Policy: CUS-3."""
    query = select(Collection).where(Collection.person_id == person.id, Collection.ended_at.is_(None))
    return db.session.scalars(
        query.where(scope.where(Collection.site_id)).options(joinedload(Collection.site))
    ).all()


def reported_of(person: Person, scope: Scope) -> Sequence[Loss]:
    """What was reported lost, stolen, vandalised or damaged while this person had it, newest first. Policy: LOSS-3.

    What was found again is owed no longer.
    """
    query = select(Loss).where(Loss.holder_id == person.id, scope.where(Loss.site_id))
    query = query.where(Loss.ended_how.is_distinct_from("found")).order_by(Loss.id.desc())
    return db.session.scalars(query.options(joinedload(Loss.asset).joinedload(Asset.model))).all()


def classes_of(person: Person) -> Sequence[SchoolClass]:
    """The classes in which somebody learns or teaches today."""
    query = (
        select(SchoolClass)
        .join(Enrollment, Enrollment.class_id == SchoolClass.id)
        .where(
            Enrollment.person_id == person.id, Enrollment.holds(clock.day()), SchoolClass.ended_at.is_(None)
        )
        .options(joinedload(SchoolClass.room))
    )
    return db.session.scalars(query.order_by(SchoolClass.title, SchoolClass.id)).unique().all()


def guardians_of(person: Person) -> Sequence[Guardian]:
    """Whom letters about this student go to. Policy: RST-1."""
    query = select(Guardian).join(Guardianship, Guardianship.guardian_id == Guardian.id)
    query = query.where(Guardianship.person_id == person.id, Guardianship.ended_at.is_(None))
    return db.session.scalars(query.order_by(Guardian.family_name, Guardian.given_name, Guardian.id)).all()
