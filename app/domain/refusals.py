"""How the domain says no: by a name that can be looked up, with the facts a sentence needs."""

from typing import Any


class Refusal(Exception):
    """Something that may not happen. `reason` is the stable name, `facts` fill the sentence shown to the person."""

    reason = "refused"

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.reason, facts)
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.reason}({told})"


class AlreadySettled(Refusal):
    """Somebody was quicker."""

    reason = "already_settled"


class NoWord(Refusal):
    """Whoever sends back, sets aside or decides about somebody else's work or devices says why."""

    reason = "no_word"
