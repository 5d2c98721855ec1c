"""The administrator's tablet: everything that is signed for, and the signature. Policy: CERT-3."""

from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from app import access, clock
from app.db import begin_writing, db
from app.domain import certification as certifying
from app.domain.access import Scope, SignInRefused, prove
from app.domain.certification import ChangedSinceOpened, NotNow, Progress, Signing
from app.domain.ledger import Act
from app.domain.offline.watching import watched as watched_phones
from app.domain.refusals import Refusal
from app.files.receipts import EmptyMark
from app.models import Certification
from app.routes.certification.blueprint import bp
from app.routes.certification.papers import keep_papers
from app.routes.certification.refusing import comes_back
from app.routes.certification.ring import keyring
from app.routes.certification.telling import counters_of, left_of, settled_of, waiting_of
from app.routes.uploads import BadUpload, mark_sent
from app.routes.words import number, percent

MOST, PHONES = 60, 50


@bp.get("/certifications/<uuid:uuid>/review")
def review(uuid: UUID) -> str:
    """The counts against the register, last year beside them, what was off and how it was settled; the signature."""
    return _page(access.certification(uuid))


@bp.post("/certifications/<uuid:uuid>/signature")
def sign(uuid: UUID) -> str | tuple[str, int] | Response:
    """Sign: the statement, the typed name, the mark and the password again."""
    found, form = access.certification(uuid), request.form
    try:
        _prove(form.get("password", ""))
        sealed = certifying.sign(found, _signing(found), keyring(), Act.now(access.signed_in()))
    except (SignInRefused, BadUpload, EmptyMark, Refusal) as refused:
        if not isinstance(refused, SignInRefused):
            db.session.rollback()
        db.session.commit()
        if isinstance(refused, NotNow) and _signed_already(found):
            return redirect(url_for("certification.show", uuid=uuid), 303)
        return _page(access.certification(uuid), refused), 422
    db.session.commit()
    begin_writing()
    keep_papers(db.session.merge(sealed))
    db.session.commit()
    return redirect(url_for("certification.show", uuid=uuid), 303)


def statement_of(found: Certification, progress: Progress) -> str:
    """The words that are signed, with the numbers in them."""
    counts = {name: number(amount) for name, amount in progress.counts.items()}
    return gettext(
        "I certify the inventory of %(site)s for the fiscal year %(cycle)s. Devices: %(assets)s. Sighted: %(sighted)s. "
        "Explained by a documented state: %(explained)s. Attested and not sighted: %(attested)s. Unaccounted for, and "
        "listed by their tags: %(unaccounted)s. Sighted or explained: %(percent)s. "
        "I have reviewed this outcome with the site’s inventory device manager.",
        site=found.site.name,
        cycle=found.cycle.name,
        percent=percent(progress.percent),
        **counts,
    )


def _page(found: Certification, refused: Exception | None = None) -> str:
    """What is reviewed; where a signature was refused, what was typed and drawn comes back with it, unsent."""
    progress, outcome = certifying.progress_of(found), certifying.outcome_of(found)
    statement = statement_of(found, progress)
    watched = watched_phones(Scope.of(found.site_id), clock.now(), most=PHONES)
    phones = [one for one in watched if one.phone.waiting]
    return render_template(
        "certification/review.html",
        certification=found,
        progress=progress,
        numbers=progress,
        before=certifying.year_before(found),
        replaced=certifying.seal_of(found.replaces),
        outcome=outcome,
        told={
            "left": left_of(progress),
            "waiting": waiting_of(outcome),
            "settled": settled_of(outcome),
            "counters": counters_of(outcome),
        },
        settled=certifying.settled_in(found, MOST),
        counts=certifying.counted_in(found, MOST),
        most=MOST,
        drawn=certifying.drawn(found),
        phones=phones,
        waiting=sum(one.phone.waiting for one in phones),
        answering=sum(one.answering for one in progress.ended),
        statement=statement,
        **comes_back(refused, progress.fingerprint, statement),
    )


def _signed_already(found: Certification) -> bool:
    """A second tap on the button: the first one signed."""
    seal = certifying.seal_of(found)
    return seal is not None and seal.signed_by_id == access.signed_in().id


def _signing(found: Certification) -> Signing:
    """What was signed has to be the very words that were shown: in that language, with those numbers."""
    statement = statement_of(found, certifying.progress_of(found))
    if request.form.get("statement", statement) != statement:
        raise ChangedSinceOpened
    return Signing(
        statement=statement,
        language=str(get_locale())[:2],
        typed_name=request.form.get("name", ""),
        mark=mark_sent("mark") or b"",
        seen=request.form.get("seen", ""),
    )


def _prove(password: str) -> None:
    prove(
        access.signed_in(),
        password,
        address=request.remote_addr or "",
        strength=current_app.config["ROLLCALL_PASSWORDS"],
    )
