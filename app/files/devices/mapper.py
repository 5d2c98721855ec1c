"""Exports nobody knows: what their columns may mean, and the layout for what a person says of them. Policy: PLN-4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.files.assets import Layout, MappingRefused, mapper
from app.files.devices.fields import FIELDS
from app.files.tables import Row, as_text
from app.files.tables.values.dates import puts_day_first
from app.files.tables.values.headings import key_of_heading

IDENTIFYING = ("device_id", "serial", "wireless_mac", "wired_mac")
SYNONYMS = {
    "device_id": "device id; deviceid; id; udid; uuid; management id; identificador",
    "serial": "serial; serial number; serialnumber; device serial number; service tag; numero de serie; serie",
    "wireless_mac": "mac; mac address; wi fi mac; wifi mac; wifi mac address; wireless mac; wi fi mac address; "
    "wireless mac address; direccion mac",
    "wired_mac": "ethernet mac; ethernet mac address; wired mac; lan mac; lan mac address",
    "asset_tag": "asset tag; asset id; asset number; tag; annotated asset id; inventory number; etiqueta",
    "name": "device name; name; hostname; host name; computer name; nombre",
    "maker": "manufacturer; maker; make; vendor; fabricante",
    "model": "model; model name; product; modelo",
    "operating_system": "os; operating system; platform; sistema operativo",
    "os_version": "os version; osversion; operating system version; version",
    "status": "status; state; managed; enrollment status; management status; estado",
    "assigned_user": "user; username; user name; owner; assigned user; primary user; user email; email; usuario",
    "recent_users": "last user; recent users; last logged in user; most recent user; recent user; ultimo usuario",
    "last_seen_at": "last seen; last check in; last checkin; last sync; last contact; last online; last activity; "
    "last connected; last policy sync; most recent activity; last inventory update; ultima conexion",
    "enrolled_at": "enrolled; enrollment date; enrollment time; enrolled on; date enrolled",
    "support_ends_on": "end of support; support ends; auto update expiration; aue; auto update expiration date",
    "org_unit": "org unit; organizational unit; organisational unit; org unit path; group; site; ou; school",
    "location": "location; room; annotated location; ubicacion",
    "encrypted": "encrypted; encryption; encryption status",
    "compliant": "compliant; compliance; compliance state; compliance status",
}
FIELD_OF = {name.strip(): field for field, names in SYNONYMS.items() for name in names.split(";")}
RANK = {name: rank for rank, name in enumerate(FIELD_OF)}


def suggest(header: Sequence[str]) -> dict[str, str | None]:
    """For every column the field it most likely means; no field twice."""
    taken: set[str] = set()
    suggestions: dict[str, str | None] = {}
    for name in sorted(header, key=lambda name: RANK.get(key_of_heading(name), len(RANK))):
        field = FIELD_OF.get(key_of_heading(name))
        suggestions[name] = field if field not in taken else None
        taken.add(field or "")
    return {name: suggestions[name] for name in header}


def signature(header: Iterable[str]) -> str:
    """The same for the same headings; never that of a list of assets, whose columns mean other things."""
    return f"devices:{mapper.signature(header)}"


def layout(header: tuple[str, ...], mapping: Mapping[str, str | None], *, day_first: bool = False) -> Layout:
    """The layout for what a person chose. Raises MappingRefused."""
    fields = {name: field for name, field in mapping.items() if field}
    named = defaultdict(list)
    for name, field in fields.items():
        if name not in header:
            raise MappingRefused("unknown_column", column=name)
        if field not in FIELDS:
            raise MappingRefused("unknown_field", field=field, column=name)
        named[field].append(name)
    if not any(field in fields.values() for field in IDENTIFYING):
        raise MappingRefused("no_naming_column")
    for field, names in named.items():
        if len(names) > 1 and not FIELDS[field].many:
            raise MappingRefused("field_twice", field=field, columns=", ".join(names))
    columns = ((at, fields[name] or "") for at, name in enumerate(header) if name in fields)
    return Layout.of("mapped", header, columns, day_first=day_first)


def day_first(rows: Iterable[Row], plan: Layout) -> bool:
    """Whether the moments of these rows put the day before the month."""
    columns = [at for at, field in plan.columns if FIELDS[field].kind in ("moment", "day")]
    days = [as_text(row.cells[at]).partition(" ")[0] for row in rows if not row.refusal for at in columns]
    return puts_day_first([day.strip(",") for day in days])
