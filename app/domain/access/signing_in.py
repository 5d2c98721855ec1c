"""Coming in with an e-mail address and a password, slowly for those who guess, and going out."""

import hashlib
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, func, select, update

from app import clock
from app.db import db
from app.domain import policy
from app.domain.refusals import Refusal
from app.models import ServerState, SignIn, SignInAttempt, User


class SignInRefused(Refusal):
    """Wrong address or password: which of the two is not said."""

    reason = "sign_in_refused"


class TooManyAttempts(SignInRefused):
    """Somebody has been guessing. `minutes` says how far back is looked, `until` when the next try is taken."""

    reason = "too_many_attempts"


_hashers = {"strong": PasswordHasher(), "cheap": PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)}


def hash_password(password: str, strength: str = "strong") -> str:
    """Argon2id; `cheap` is for tests and demonstrations alone."""
    return _hashers[strength].hash(password)


def sign_in(email: str, password: str, *, address: str, user_agent: str, strength: str = "strong") -> SignIn:
    """Open a session for whoever this is. Raises SignInRefused, TooManyAttempts.

    The caller commits in either case: a refused try is counted.
    """
    email = email.strip().lower()
    subjects = [f"email:{_digest(email)}", f"address:{address}"]
    _slow_down(subjects)
    user = db.session.scalar(select(User).where(User.email == email))
    if not _matches(user, password, strength) or user is None or not _welcome(user):
        db.session.add_all(SignInAttempt(subject=subject, at=clock.now()) for subject in subjects)
        raise SignInRefused
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.subject == subjects[0]))
    opened = SignIn(user=user, began_at=clock.now(), user_agent=user_agent[:200])
    db.session.add(opened)
    db.session.flush()
    return opened


def prove(user: User, password: str, *, address: str, strength: str = "strong") -> None:
    """Be sure once more that it is this person, before something that cannot be undone.

    Raises SignInRefused with how many tries are `left`, TooManyAttempts. The caller commits in either case: a refused
    try is counted.
    """
    subjects = [f"email:{_digest(user.email)}", f"address:{address}"]
    left = _slow_down(subjects)
    if not _matches(user, password, strength):
        db.session.add_all(SignInAttempt(subject=subject, at=clock.now()) for subject in subjects)
        db.session.flush()
        if left == 1:
            _slow_down(subjects)
        raise SignInRefused(left=left - 1)


def sign_out(session: UUID, only: UUID | None = None) -> None:
    """End a session on the server, wherever its cookie is.

    A phone that was offline says late who signed out on it: with `only`, that person's session is ended and no other's.
    """
    open_one = update(SignIn).where(SignIn.uuid == session, SignIn.ended_at.is_(None))
    if only is not None:
        open_one = open_one.where(SignIn.user_id.in_(select(User.id).where(User.uuid == only)))
    db.session.execute(open_one.values(ended_at=clock.now()))


def _slow_down(subjects: list[str]) -> int:
    """How many tries are left. Raises TooManyAttempts."""
    minutes = policy.value("sign_in_window_minutes")
    since = clock.now() - timedelta(minutes=minutes)
    allowed = {
        subjects[0]: policy.value("sign_in_tries"),
        subjects[1]: policy.value("sign_in_tries_per_address"),
    }
    tried = dict(
        db.session.execute(
            select(SignInAttempt.subject, func.count())
            .where(SignInAttempt.subject.in_(subjects), SignInAttempt.at > since)
            .group_by(SignInAttempt.subject)
        ).all()
    )
    over = [subject for subject, most in allowed.items() if tried.get(subject, 0) >= most]
    if over:
        until = max(_again_from(subject, allowed[subject], since) for subject in over)
        raise TooManyAttempts(minutes=minutes, until=until + timedelta(minutes=minutes))
    return min(int(most) - tried.get(subject, 0) for subject, most in allowed.items())


def _again_from(subject: str, most: int, since: datetime) -> datetime:
    """The try that has to grow old before another is taken."""
    tries = select(SignInAttempt.at).where(SignInAttempt.subject == subject, SignInAttempt.at > since)
    return db.session.scalars(tries.order_by(SignInAttempt.at.desc()).offset(most - 1).limit(1)).one()


def _matches(user: User | None, password: str, strength: str) -> bool:
    hashed = user.password_hash if user and user.password_hash else _nobody(strength)
    try:
        _hashers[strength].verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return user is not None and user.password_hash is not None


def _welcome(user: User) -> bool:
    """Whether the account is open; the demonstration's are for its own data alone: everyone knows the password."""
    if user.demonstration and not db.session.scalar(select(ServerState.demonstration).limit(1)):
        return False
    return user.disabled_at is None


@cache
def _nobody(strength: str) -> str:
    """A hash to compare with when there is no such user, so that the answer takes as long."""
    return hash_password("nobody's password", strength)


def _digest(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()[:32]
