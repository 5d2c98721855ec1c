"""Six ways to break the promise, each put into a copy of the tree: the test that is named with it must turn red.

`make soak` runs all of them: `python -m tests.faults.mutations`.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import ROOT

COPIED = ("app", "migrations", "tests")
COPIED_FILES = ("wsgi.py", "pyproject.toml", "package.json")
PATIENCE = 300


@dataclass(frozen=True)
class Mutation:
    """A piece of the source, what takes its place, and the test that must notice."""

    name: str
    file: str
    text: str
    instead: str
    test: str

    @property
    def place(self) -> tuple[Path, str]:
        """The file of the named test, and its name there."""
        file, name = self.test.split("::")
        return ROOT / file, name


MUTATIONS = (
    Mutation(
        "acknowledge before commit",
        "app/routes/offline/syncing.py",
        "            db.session.commit()\n        except offline.TROUBLE:\n",
        "            try:\n                db.session.commit()\n            except Exception:\n"
        "                db.session.rollback()\n        except offline.TROUBLE:\n",
        "tests/offline/test_meeting_trouble.py::test_trouble_that_stays_is_a_503_and_nothing_is_kept",
    ),
    Mutation(
        "skip the hash",
        "app/domain/offline/accepting.py",
        "    if answer.sha256 != sent.sha256:\n",
        "    if False:\n",
        "tests/faults/test_sharing_phones.py::test_fault_19_op_id_reused_with_other_body_and_with_other_user",
    ),
    Mutation(
        "skip the actor",
        "app/domain/offline/accepting.py",
        "        if operation.actor_id == user.uuid:\n",
        "        if operation.actor_id:\n",
        "tests/faults/test_sharing_phones.py::test_fault_16_user_switch_with_operations_queued",
    ),
    Mutation(
        "tick before oncomplete",
        "app/static/js/offline/phone.js",
        "  const [acted, kept] = await Promise.allSettled([acting(act, stores, within), within.done])\n",
        "  within.done.catch(() => {})\n"
        "  const [acted, kept] = [...(await Promise.allSettled([acting(act, stores, within)])), {}]\n",
        "tests/faults/browser/test_failing_storage.py::test_fault_12_quota_exceeded",
    ),
    Mutation(
        "drop on 500",
        "app/static/js/offline/sender.js",
        "  const answer = response.status === 200 ? await read(response) : null\n",
        "  const done = ({ body, sha256 }) => "
        '({ op_id: JSON.parse(body).op_id, sha256, outcome: "applied", again: false })\n'
        "  const answer = response.status === 200 ? await read(response)\n"
        "    : { server_epoch: envelope.server_epoch, results: envelope.operations.map(done) }\n",
        "tests/faults/browser/test_losing_the_network.py::test_fault_22_5xx_burst",
    ),
    Mutation(
        "renumber seq",
        "app/static/js/offline/shelf.js",
        "      operations: operations.map(({ body, sha256 }) => ({ body, sha256 })),\n",
        "      operations: operations.map(({ body, sha256 }, place) => "
        '({ body: body.replace(/"seq":\\d+/, `"seq":${last - place}`), sha256 })),\n',
        "tests/faults/browser/test_losing_the_network.py::test_fault_01_response_lost_after_commit",
    ),
)


def main() -> int:
    """Try each; 1 where a test did not notice, or does not pass on the source as it is."""
    unnoticed = []
    with tempfile.TemporaryDirectory(prefix="rollcall-mutations-") as folder:
        tree = Path(folder)
        for part in COPIED:
            shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
        for file in COPIED_FILES:
            shutil.copy(ROOT / file, tree)
        for mutation in MUTATIONS:
            healthy, broken = passes(tree, mutation), passes(tree, mutation, mutated=True)
            verdict = "noticed" if healthy and not broken else "NOT NOTICED" if healthy else "RED ANYWAY"
            print(f"{mutation.name:<28}{verdict:<14}{mutation.test}", flush=True)  # noqa: T201 - read at a terminal
            unnoticed += [] if verdict == "noticed" else [mutation.name]
    return 1 if unnoticed else 0


def passes(tree: Path, mutation: Mutation, *, mutated: bool = False) -> bool:
    source = tree / mutation.file
    text = source.read_text(encoding="utf-8")
    if mutated:
        source.write_text(text.replace(mutation.text, mutation.instead), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", mutation.test]
    try:
        ended = subprocess.run(command, cwd=tree, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return False
    finally:
        source.write_text(text, encoding="utf-8")
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
