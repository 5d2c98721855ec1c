"""What the columns of each kind of list may mean, and where such a meaning is kept."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from flask_babel.speaklater import LazyString

from app.domain import devices
from app.domain.register.importing import remember, remembered
from app.files import tables
from app.files.assets import mapper
from app.files.devices import mapper as device_mapper
from app.files.devices import open_export
from app.files.tables import Table
from app.models import Import
from app.routes.devices import fields as of_devices
from app.routes.importing import fields as of_assets

Groups = tuple[tuple[LazyString, dict[str, LazyString]], ...]


class Columns(NamedTuple):
    """`table` reads a file of the kind, where it is a table."""

    fields: Mapping[str, LazyString]
    groups: Groups
    suggest: Callable[[tuple[str, ...]], dict[str, str | None]]
    layout: Callable[..., Any]
    remembered: Callable[[tuple[str, ...]], dict[str, str | None] | None]
    remember: Callable[..., None]
    table: Callable[..., Table | None]


def _table(path: Path, name: str, encoding: str | None = None) -> Table:
    return tables.read(path, name, encoding=encoding)


def _table_of_export(path: Path, name: str, encoding: str | None = None) -> Table | None:
    return open_export(path, name, encoding=encoding).table


def columns_of(run: Import) -> Columns:
    """Those of the kind that an import is of."""
    return COLUMNS.get(run.kind, COLUMNS["assets"])


COLUMNS = {
    "assets": Columns(
        of_assets.FIELDS, of_assets.GROUPS, mapper.suggest, mapper.layout, remembered, remember, _table
    ),
    "devices": Columns(
        of_devices.FIELDS, of_devices.GROUPS, device_mapper.suggest, device_mapper.layout, devices.remembered,
        devices.remember, _table_of_export,
    ),
}  # fmt: skip
