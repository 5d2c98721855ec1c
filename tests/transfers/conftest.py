"""The two managers whose schools send each other devices."""

import pytest

from tests.conftest import Visits
from tests.district import Visitor


@pytest.fixture
def ivy(visit: Visits) -> Visitor:
    """Of Marshall Middle."""
    return visit("ivy")


@pytest.fixture
def lola(visit: Visits) -> Visitor:
    """Of Lincoln High."""
    return visit("lola")
