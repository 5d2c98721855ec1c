"""The papers that came with a delivery: its proof and its itemised list. Policy: RCV-2."""

from app.db import db
from app.domain.ledger import Act
from app.domain.receiving.delivering import hold
from app.domain.register.attachments import Sent, keep_attachment, remove_attachment
from app.models import Delivery, DeliveryPaper


def keep_paper(delivery: Delivery, kind: str, title: str, sent: Sent, act: Act) -> DeliveryPaper:
    """Keep a paper with a delivery, also after it was signed off: some come by mail a week later."""
    kept = keep_attachment(delivery.site_id, None, title, sent, act)
    paper = DeliveryPaper(delivery=delivery, attachment=kept, kind=kind)
    db.session.add(paper)
    db.session.flush()
    return paper


def remove_paper(paper: DeliveryPaper, act: Act) -> None:
    """Take a paper out of sight while the delivery is open. Raises SignedOffAlready."""
    hold(paper.delivery)
    remove_attachment(paper.attachment, act)
