"""The mutations still fit the source, and the tests that must notice them are there; `make soak` tries them."""

import pytest

from tests.faults.mutations import MUTATIONS, Mutation
from tests.house.tree import ROOT


@pytest.mark.parametrize("mutation", MUTATIONS, ids=[mutation.name for mutation in MUTATIONS])
def test_a_mutation_fits_the_source(mutation: Mutation) -> None:
    assert (ROOT / mutation.file).read_text(encoding="utf-8").count(mutation.text) == 1
    file, name = mutation.place
    assert f"def {name}(" in file.read_text(encoding="utf-8")
