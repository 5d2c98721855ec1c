"""The access log for student data: who was shown whom by name, when and from where. Policy: ORG-8."""

from app.domain.looks.forgetting import forget
from app.domain.looks.keeping import Asked, keep
from app.domain.looks.searching import looked_at_in, looks_wanted, next_page, students_in, students_of

__all__ = [
    "Asked",
    "forget",
    "keep",
    "looked_at_in",
    "looks_wanted",
    "next_page",
    "students_in",
    "students_of",
]
