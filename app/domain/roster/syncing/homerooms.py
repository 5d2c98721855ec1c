"""Whose homeroom changes because a class changed: it moved, or they learn in it no more."""

from sqlalchemy import select

from app.db import db
from app.domain.portions import portions
from app.domain.roster.syncing.classes import Classes
from app.domain.roster.syncing.enrollments import ENROLLMENTS, Enrollments
from app.domain.roster.syncing.subjects import Subject, Subjects
from app.domain.roster.syncing.sync import Sync


def settle(sync: Sync, classes: Classes, enrollments: Enrollments, subjects: Subjects) -> None:
    """After all enrolments: what they say themselves stands."""
    moved = {
        lesson.key: lesson.homeroom
        for lesson in classes.known.values()
        if lesson.key is not None and lesson.homeroom != lesson.before
    }
    dropped = set(enrollments.dropped)
    open_ones = select(ENROLLMENTS.c.id, ENROLLMENTS.c.class_id, ENROLLMENTS.c.person_id).where(
        ENROLLMENTS.c.dropped_at.is_(None), ENROLLMENTS.c.role == "student"
    )
    for some in portions(moved):
        rows = db.session.execute(open_ones.where(ENROLLMENTS.c.class_id.in_(some))).all()
        subjects.provide_keys(row.person_id for row in rows)
        for row in rows:
            subject, room_id = subjects.keys[row.person_id], moved[row.class_id]
            if row.id not in dropped and room_id is not None and id(subject) not in enrollments.homerooms:
                _put(sync, subject, room_id)
    for subject, room_id in enrollments.without.values():
        elsewhere = id(subject) in enrollments.homerooms or subject.values["homeroom_id"] != room_id
        if not (elsewhere or subject.gone):  # of whoever has left the room tells where to ask for the device
            _put(sync, subject, None)


def _put(sync: Sync, subject: Subject, room_id: int | None) -> None:
    if subject.values["kind"] == "student" and subject.put(homeroom_id=room_id):
        sync.outcomes.change("homerooms", rows=int(not subject.counted))
        subject.counted = True
