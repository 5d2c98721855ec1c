"""A file on its way in, with what became of each of its rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, refers_to, uuid7
from app.models.access import User
from app.models.directory import Site

IMPORT_STATES = ("mapping", "checking", "checked", "waiting", "running", "done", "stopped")


class Import(Base):
    """One file and its run. The file itself lies in the instance's import folder under this uuid.

    `kind` is what the file is a list of: assets, roster or devices.
    """

    __tablename__ = "imports"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(map(repr, IMPORT_STATES))})", name="is_in_a_known_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid7, unique=True)
    site_id: Mapped[int | None] = refers_to("sites.id")
    kind: Mapped[str] = mapped_column(default="assets", server_default="assets")
    filename: Mapped[str]
    state: Mapped[str]
    format: Mapped[str | None]
    columns: Mapped[dict[str, Any]]
    report: Mapped[dict[str, Any]]
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    warned: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    by_id: Mapped[int] = refers_to("users.id")

    site: Mapped[Site | None] = relationship()
    by: Mapped[User] = relationship()


class ImportedRow(Base):
    """A row that was refused, or accepted with a warning; `file` says of which, where the import has several."""

    __tablename__ = "imported_rows"
    __table_args__ = (Index("ix_imported_rows_import_id_line", "import_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = refers_to("imports.id", index=False)
    file: Mapped[str | None]
    line: Mapped[int]
    outcome: Mapped[str]
    reason: Mapped[str]
    facts: Mapped[dict[str, Any]]


class ColumnMap(Base):
    """What a header's columns were said to mean, so that nobody is asked twice."""

    __tablename__ = "column_maps"

    id: Mapped[int] = mapped_column(primary_key=True)
    signature: Mapped[str] = mapped_column(unique=True)
    columns: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = refers_to("users.id", index=False)
