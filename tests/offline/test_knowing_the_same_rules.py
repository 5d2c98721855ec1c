"""What a phone decides without a network it decides as the server does: each list in a script is the domain's."""

import json
import re

from app.domain.lifecycle import RULES
from app.domain.offline import envelope
from app.domain.offline.kinds.registry import KINDS
from app.models.audits import VERDICTS
from app.models.offline import FINAL_OUTCOMES
from app.models.register.asset import MISSING_STATES, PRESENT_STATES
from app.routes.words.work import ANEW, KINDS_OF_WORK, SAID
from tests.house.tree import ROOT
from tests.phones import frozen

SCRIPTS = ROOT / "app/static/js"


def test_which_states_are_there_gone_and_to_be_moved() -> None:
    assert listed("offline/register.js", "PRESENT") == set(PRESENT_STATES)
    assert listed("offline/register.js", "MISSING") == set(MISSING_STATES)
    movable = RULES["moved"].sources | RULES["salvage_moved"].sources
    assert listed("offline/carried_scan.js", "MOVABLE") == movable


def test_which_answers_end_it_and_which_leave_nothing_on_the_server() -> None:
    assert listed("offline/standing.js", "FINAL") == set(FINAL_OUTCOMES)
    bodies = ({"body": 1}, {"body": "{", "sha256": "0"}, frozen(json.dumps({"v": max(envelope.READERS) + 1})))
    read = envelope.read_envelope({"operations": list(bodies)})
    assert listed("offline/standing.js", "UNNUMBERED") == {sent.fault for sent in read.sent}


def test_which_body_is_frozen() -> None:
    [version] = re.findall(r"^const VERSION = (\d+)$", script("offline/operation.js"), re.MULTILINE)
    assert int(version) == max(envelope.READERS)


def test_every_verdict_sounds_and_every_kind_has_its_words() -> None:
    [figures] = re.findall(
        r"^const FIGURES = \{\n(.*?)^\}", script("scanning/sounds.js"), re.MULTILINE | re.DOTALL
    )
    assert set(re.findall(r"^  (\w+):", figures, re.MULTILINE)) == {*VERDICTS, "read", "refused"}
    assert SAID.keys() == KINDS.keys() | {"audit.sight"} == KINDS_OF_WORK.keys() > ANEW.keys()


def listed(path: str, name: str) -> set[str]:
    """A list of words in a script."""
    [found] = re.findall(rf"^const {name} = (\[[^\]]*\])$", script(path), re.MULTILINE)
    return set(json.loads(found))


def script(path: str) -> str:
    return (SCRIPTS / path).read_text(encoding="utf-8")
