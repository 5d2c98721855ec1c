"""Real input that lives beside the checkout and never inside it."""

from pathlib import Path

import pytest

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"


def corpus(relative: str) -> Path:
    """A file or folder of the corpora; the test that asks is skipped where there is none."""
    path = CORPORA / relative
    if not path.exists():
        pytest.skip(f"needs {relative} of the corpora beside the checkout (../shared/corpora)")
    return path
