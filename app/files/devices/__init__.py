"""Exports of device managements: Google's, Intune's and Jamf's by their headings or JSON, any other once explained.

export = open_export(Path("devices.csv"))
layout = export.layout or mapper.layout(export.header, mapper.suggest(export.header))
for found in export.devices(layout, zone=UTC):
    found.line, found.device, found.remarks, found.refusal
"""

from app.files.devices import mapper
from app.files.devices.exports import JSON, SOURCES, Export, open_export
from app.files.devices.fields import FIELDS, DeviceRow, Found
from app.files.devices.reasons import REASONS
from app.files.devices.refusals import NotADeviceList, NotOneFile, WrongJson

__all__ = [
    "FIELDS", "JSON", "REASONS", "SOURCES", "DeviceRow", "Export", "Found", "NotADeviceList", "NotOneFile",
    "WrongJson", "mapper", "open_export",
]  # fmt: skip
