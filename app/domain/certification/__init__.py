"""The yearly certification of a site, from the rooms that were counted to a sealed record. Policy: CERT-1 to CERT-5."""

from app.domain.certification.attesting import (
    NoReason,
    NoSignOfLife,
    alive_in,
    attest_absence,
    attest_holder,
    attested_in,
    confirm,
    proposed_in,
    withdraw,
)
from app.domain.certification.choosing import (
    Openable,
    left_out,
    openable,
    sites_by_region,
)
from app.domain.certification.cycles import (
    CycleThere,
    add_sites,
    current,
    due_of,
    join,
    move_due,
    open_cycle,
    open_sites,
    openable_years,
    other_years,
    standing,
    taking_part,
)
from app.domain.certification.ends import Ended, ends_of, is_certified
from app.domain.certification.handled import Handled, handled_in
from app.domain.certification.keys import Keyring, KeyThere, NoKey, signing_key
from app.domain.certification.left import HEADINGS, Left, Wanted, left_of
from app.domain.certification.outcome import Outcome, counted_in, outcome_of, settled_in
from app.domain.certification.progress import SHARED_BY, Progress, Share, holders_of, progress_of, year_before
from app.domain.certification.reviewing import (
    accept,
    finish_counting,
    reopen,
    return_,
    send_for_review,
    take_back,
)
from app.domain.certification.signing import (
    ChangedSinceOpened,
    NotTheName,
    Signing,
    SoleCounter,
    seal_of,
    sign,
)
from app.domain.certification.spot_checks import (
    NotDrawn,
    SameEyes,
    by_draw,
    draw,
    drawable,
    drawn,
    see,
)
from app.domain.certification.states import AT_WORK, OPEN, NotNow, TakenBack
from app.domain.certification.watching.waiting import returned, to_sign

__all__ = [
    "AT_WORK", "HEADINGS", "OPEN", "SHARED_BY", "ChangedSinceOpened", "CycleThere", "Ended", "Handled", "KeyThere",
    "Keyring", "Left", "NoKey", "NoReason", "NoSignOfLife", "NotDrawn", "NotNow", "NotTheName", "Openable",
    "Outcome", "Progress", "SameEyes", "Share", "Signing", "SoleCounter", "TakenBack", "Wanted", "accept",
    "add_sites", "alive_in", "attest_absence", "attest_holder", "attested_in", "by_draw", "confirm", "counted_in",
    "current", "draw", "drawable", "drawn", "due_of", "ends_of", "finish_counting", "handled_in", "holders_of",
    "is_certified", "join", "left_of", "left_out", "move_due", "open_cycle", "open_sites",
    "openable", "openable_years", "other_years", "outcome_of", "progress_of", "proposed_in", "reopen", "return_",
    "returned", "seal_of", "see", "send_for_review", "settled_in", "sign", "signing_key", "sites_by_region",
    "standing", "take_back", "taking_part", "to_sign", "withdraw", "year_before",
]  # fmt: skip
