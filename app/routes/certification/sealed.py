"""A seal as anybody may check it, and its record and papers for those who look after the site. Policy: CERT-5."""

from uuid import UUID

from flask import Response, abort, render_template
from sqlalchemy import select

from app import access
from app.db import db
from app.files.seals import PublicKey, check
from app.language import asked_for
from app.models import Certification, Seal, SealKey
from app.routes.certification.blueprint import bp
from app.routes.certification.papers import paper_of
from app.routes.downloads import named, pdf


@bp.get("/seals/<uuid:uuid>")
def seal(uuid: UUID) -> str:
    """What the QR of a paper opens: whose it is, what it says, and whether it stands as it was signed.

    Whoever looks after the site goes back from here to its certification, and takes the record along.
    """
    found = access.public_seal(uuid)
    checked = check(found.record, PublicKey.read(found.key.pem.encode()), site=found.certification.site.code)
    after = select(Seal).join(Certification, Certification.id == Seal.certification_id)
    newer = db.session.scalar(after.where(Certification.replaces_id == found.certification_id))
    keeps = access.may("certification.record", found.certification.site_id)
    return render_template(
        "certification/seal.html",
        seal=found,
        checked=checked,
        newer=newer,
        keeps=keeps,
        works_here=access.signed_in_or_none() is not None,
    )


@bp.get("/seals/<uuid:uuid>/record.json")
def record(uuid: UUID) -> Response:
    """The sealed record itself, byte for byte, to be kept and checked anywhere."""
    found = access.seal(uuid)
    site = found.head["site"]["code"]
    name = f"seal-{site}-{found.head['cycle']['name']}.json"
    return Response(found.record, mimetype="application/json", headers=named(name))


@bp.get("/seals/<uuid:uuid>/certificate.pdf")
def paper(uuid: UUID) -> Response:
    """The same on paper, in the language asked for."""
    found = access.seal(uuid)
    name = f"certification-{found.head['site']['code']}-{found.head['cycle']['name']}.pdf"
    return pdf(paper_of(found, asked_for()), name)


@bp.get("/seal-keys/<key>.pem")
def public_key(key: str) -> Response:
    """The public half of a key, for whoever checks."""
    found = db.session.scalar(select(SealKey).where(SealKey.key == key)) or abort(404)
    return Response(found.pem, mimetype="application/x-pem-file")
