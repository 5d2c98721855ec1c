"""What the sites that signed sealed: a watch says that of them, whatever the register says since. Policy: CERT-5."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select

from app.domain.certification.watching.figures import Figures
from app.models import Certification, Seal, Site


def with_seals(*told: Any) -> Select[*tuple[Any, ...]]:
    """A query of something of each certification, with the head of its seal last, where it was sealed."""
    query = select(*told, Seal.head).select_from(Certification).join(Site, Site.id == Certification.site_id)
    return query.outerjoin(Seal, Seal.certification_id == Certification.id)


def unsealed() -> ColumnElement[bool]:
    """In a query of certifications: those without a seal."""
    return ~exists().where(Seal.certification_id == Certification.id)


def figures_told(head: dict[str, Any]) -> Figures:
    """The figures that the head of a seal tells."""
    counts = head["counts"]
    return Figures(counts["assets"], counts["sighted"], counts["explained"], counts["attested"])
