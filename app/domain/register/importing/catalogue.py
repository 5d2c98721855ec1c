"""Models and funding sources as a file names them, made where they are new. Policy: REG-2, REG-7, LAW-1."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, insert, or_, select

from app.db import db, uuid7
from app.domain.register.importing.made import Made
from app.domain.register.importing.naming import plain
from app.models import Asset, AssetModel, Category, FundingSource

Key = tuple[str, str, str, str]


class ModelWanted(NamedTuple):
    """A model as a row names it, with nothing left open."""

    maker: str
    name: str
    number: str
    category: str


class KnownModel(NamedTuple):
    """A model with who manages its kind, and its four parts."""

    id: int
    managed_by: str
    parts: ModelWanted


class Models:
    """The models that a file is about."""

    def __init__(self, made: Made) -> None:
        self._made = made
        self._by_key: dict[Key, KnownModel] = {}
        self._by_id: dict[int, KnownModel] = {}
        self._categories: dict[str, tuple[int, str]] = {}

    def learn(self, assets: Iterable[Asset]) -> None:
        """Know the models that these assets have."""
        new = {asset.model_id for asset in assets} - self._by_id.keys()
        if new:
            self._read(AssetModel.id.in_(new))

    def provide(self, wanted: Iterable[ModelWanted]) -> None:
        """Know all these models from now on: a query for unknown names, a statement for new models."""
        new = {_key(want): want for want in wanted}
        new = {key: want for key, want in new.items() if key not in self._by_key}
        if not new:
            return
        exact, small = {want.name for want in new.values()}, {want.name.lower() for want in new.values()}
        self._read(or_(AssetModel.name.in_(exact), func.lower(AssetModel.name).in_(small)))
        new = {key: want for key, want in new.items() if key not in self._by_key}
        if new:
            self._categorise({want.category for want in new.values()})
            self._add(list(new.values()))

    def of(self, want: ModelWanted) -> KnownModel:
        """A model that was provided."""
        return self._by_key[_key(want)]

    def of_asset(self, asset: Asset) -> KnownModel:
        """The model that an asset has, once it was learnt."""
        return self._by_id[asset.model_id]

    def forget(self) -> None:
        self._by_key.clear()
        self._by_id.clear()
        self._categories.clear()

    def _read(self, condition: ColumnElement[bool]) -> None:
        query = select(
            AssetModel.id,
            Category.managed_by,
            AssetModel.maker,
            AssetModel.name,
            AssetModel.number,
            Category.name,
        )
        joined = query.join(Category, Category.id == AssetModel.category_id).where(condition)
        for key, managed_by, *parts in db.session.execute(joined.order_by(AssetModel.id)):
            self._keep(KnownModel(key, managed_by, ModelWanted(*parts)))

    def _categorise(self, names: set[str]) -> None:
        if not self._categories:
            for key, name, managed_by in db.session.execute(
                select(Category.id, Category.name, Category.managed_by).order_by(Category.id)
            ):
                self._categories.setdefault(plain(name), (key, managed_by))
        new = {plain(name): name for name in sorted(names) if plain(name) not in self._categories}
        if new:
            rows = [{"uuid": uuid7(), "name": name, "managed_by": "site"} for name in new.values()]
            for key, name in db.session.execute(insert(Category).returning(Category.id, Category.name), rows):
                self._categories[plain(name)] = (key, "site")

    def _add(self, wanted: list[ModelWanted]) -> None:
        rows: list[dict[str, Any]] = [
            {
                "uuid": uuid7(), "maker": want.maker, "name": want.name, "number": want.number,
                "category_id": self._categories[plain(want.category)][0],
            }
            for want in wanted
        ]  # fmt: skip
        keys = dict(
            db.session.execute(insert(AssetModel).returning(AssetModel.uuid, AssetModel.id), rows).all()
        )
        for want, row in zip(wanted, rows, strict=True):
            self._made.models.add(" ".join(filter(None, (want.maker, want.name))))
            self._keep(KnownModel(keys[row["uuid"]], self._categories[plain(want.category)][1], want))

    def _keep(self, model: KnownModel) -> None:
        self._by_id[model.id] = model
        self._by_key.setdefault(_key(model.parts), model)


class Fundings:
    """The funding sources that a file is about, by name and award."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], int] = {}
        self._by_id: dict[int, tuple[str, str]] = {}

    def learn(self, assets: Iterable[Asset]) -> None:
        """Know the sources that these assets were bought from."""
        new = {asset.funding_source_id for asset in assets} - self._by_id.keys() - {None}
        if new:
            self._read(FundingSource.id.in_(new))

    def provide(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Know all these sources from now on."""
        new = {_award(want): want for want in wanted if _award(want) not in self._known}
        if not new:
            return
        self._read(FundingSource.name.in_({name for name, _ in new.values()}))
        missing = [want for award, want in new.items() if award not in self._known]
        if missing:
            rows = [{"uuid": uuid7(), "name": name, "fain": fain} for name, fain in missing]
            added = insert(FundingSource).returning(FundingSource.id, FundingSource.name, FundingSource.fain)
            for key, name, fain in db.session.execute(added, rows):
                self._keep(key, name, fain)

    def of(self, want: tuple[str, str]) -> int:
        """The key of a source that was provided."""
        return self._known[_award(want)]

    def of_asset(self, asset: Asset) -> tuple[str, str] | None:
        """Name and award of the source an asset has, once it was learnt."""
        return self._by_id[asset.funding_source_id] if asset.funding_source_id else None

    def forget(self) -> None:
        self._known.clear()
        self._by_id.clear()

    def _read(self, condition: ColumnElement[bool]) -> None:
        query = select(FundingSource.id, FundingSource.name, FundingSource.fain).where(condition)
        for key, name, fain in db.session.execute(query.order_by(FundingSource.id)):
            self._keep(key, name, fain)

    def _keep(self, key: int, name: str, fain: str) -> None:
        self._by_id[key] = (name, fain)
        self._known.setdefault(_award((name, fain)), key)


def _key(want: ModelWanted) -> Key:
    return (plain(want.maker), plain(want.name), plain(want.number), plain(want.category))


def _award(want: tuple[str, str]) -> tuple[str, str]:
    return (plain(want[0]), plain(want[1]))
