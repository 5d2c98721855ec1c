"""The catalogue: which models there are, of which kinds, and where the money for them comes from. Policy: REG-2."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.models import AssetModel, Category, FundingSource

MOST_MODELS, MOST_SOURCES = 500, 200


def models_known() -> Sequence[AssetModel]:
    """The models that a form offers, each with its category."""
    query = select(AssetModel).order_by(AssetModel.maker, AssetModel.name).limit(MOST_MODELS)
    return db.session.scalars(query.options(joinedload(AssetModel.category))).all()


def model_known(uuid: UUID) -> AssetModel | None:
    """One of the models, with its category."""
    query = select(AssetModel).where(AssetModel.uuid == uuid)
    return db.session.scalar(query.options(joinedload(AssetModel.category)))


def category_names() -> Sequence[str]:
    """The kinds of things there are, by name."""
    return db.session.scalars(select(Category.name).order_by(Category.name)).all()


def sources_known() -> Sequence[FundingSource]:
    """The funding sources that a form offers."""
    return db.session.scalars(select(FundingSource).order_by(FundingSource.name).limit(MOST_SOURCES)).all()


def model_named(name: str, *, maker: str = "", number: str = "", category: str) -> AssetModel:
    """The model of this name and maker, made (with its category) where it is new."""
    found_category = db.session.scalar(select(Category).where(Category.name == category))
    if found_category is None:
        found_category = Category(name=category)
        db.session.add(found_category)
        db.session.flush()
    model = db.session.scalar(
        select(AssetModel).where(
            AssetModel.maker == maker,
            AssetModel.name == name,
            AssetModel.number == number,
            AssetModel.category_id == found_category.id,
        )
    )
    if model is None:
        model = AssetModel(maker=maker, name=name, number=number, category=found_category)
        db.session.add(model)
        db.session.flush()
    return model


def funding_named(name: str, fain: str = "") -> FundingSource:
    """The funding source of this name and award, made where it is new. Policy: REG-7, LAW-1."""
    source = db.session.scalar(
        select(FundingSource).where(FundingSource.name == name, FundingSource.fain == fain)
    )
    if source is None:
        source = FundingSource(name=name, fain=fain)
        db.session.add(source)
        db.session.flush()
    return source
