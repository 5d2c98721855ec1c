"""The papers of a seal: made of its record alone, in each language, and kept."""

import json
from datetime import date
from typing import Any

from flask import current_app, url_for
from flask_babel import force_locale
from sqlalchemy import select

from app import clock
from app.clock import parse_instant
from app.db import db
from app.files.certificates import Printed, certificate
from app.language import LANGUAGES
from app.models import Seal, SealPaper
from app.routes.words import day_in_full, exact


def keep_papers(seal: Seal) -> None:
    """Make what was not made yet."""
    there = set(db.session.scalars(select(SealPaper.language).where(SealPaper.seal_id == seal.id)))
    for language in LANGUAGES:
        if language not in there:
            made = SealPaper(
                seal_id=seal.id, language=language, made_at=clock.now(), pdf=printed(seal, language)
            )
            db.session.add(made)
    db.session.flush()


def paper_of(seal: Seal, language: str) -> bytes:
    """The paper as it was kept; made anew, the same, where the server stopped before it kept it."""
    query = select(SealPaper.pdf).where(SealPaper.seal_id == seal.id, SealPaper.language == language)
    return db.session.scalar(query) or printed(seal, language)


def address_of(seal: Seal) -> str:
    """Where anybody checks the seal: what its QR code says."""
    base = current_app.config["ROLLCALL_ADDRESS"].rstrip("/")
    path = url_for("certification.seal", uuid=seal.uuid)
    return f"{base}{path}" if base else url_for("certification.seal", uuid=seal.uuid, _external=True)


def printed(seal: Seal, language: str) -> bytes:
    """The paper of a seal as a PDF."""
    record: dict[str, Any] = json.loads(seal.record)
    head = record["head"]
    with force_locale(language):
        shown = Printed(
            district=current_app.config["ROLLCALL_DISTRICT"],
            address=address_of(seal),
            signed_at=exact(parse_instant(head["signed"]["at"])),
            due_on=day_in_full(date.fromisoformat(head["cycle"]["due_on"])),
            mark=seal.mark or None,
        )
    return certificate(record, shown, language)
