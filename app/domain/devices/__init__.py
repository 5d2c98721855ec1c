"""What device management says of devices, reconciled with what the register says. Policy: PLN-2, PLN-4, PLN-5."""

from app.domain.devices.intake import Intake, Origin
from app.domain.devices.lines import DeviceLine
from app.domain.devices.reading import devices_of, layout_of, remember, remembered, source_of
from app.domain.devices.reasons import REASONS
from app.domain.devices.reconciling import all_portions, reconcile

__all__ = [
    "REASONS", "DeviceLine", "Intake", "Origin", "all_portions", "devices_of", "layout_of", "reconcile", "remember",
    "remembered", "source_of",
]  # fmt: skip
