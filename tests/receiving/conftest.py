"""The loading dock of Marshall Middle."""

import pytest

from tests.conftest import Visits
from tests.district import District
from tests.receiving.dock import Dock


@pytest.fixture
def dock(district: District, visit: Visits) -> Dock:
    """Ivy at the dock."""
    return Dock(district, visit("ivy"))
