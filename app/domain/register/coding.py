"""What may be a tag, a serial number or any other code of an asset: something that can be read and looked up again."""

from app.domain.codes import look_up_key
from app.domain.refusals import Refusal

LONGEST_TAG = 100
LONGEST = 200


class UnfitCode(Refusal):
    """Nothing of the code can be seen, so nobody could look it up."""

    reason = "unfit_code"


class CodeTooLong(Refusal):
    """No label bears so long a code. `most` is how many characters it may have."""

    reason = "code_too_long"


def refuse_unfit(code: str | None, *, most: int = LONGEST, field: str = "tag") -> None:
    """Raises UnfitCode, CodeTooLong; `field` is where it was written."""
    if not code:
        return
    if len(code) > most:
        raise CodeTooLong(begin=code[:20], most=most, field=field)
    if not look_up_key(code):
        raise UnfitCode(field=field)
