"""Everything that a chunk's lines name besides assets: rooms, models, money, people. Found, or made where new."""

from collections.abc import Iterator

from app.domain.register.importing.catalogue import ModelWanted
from app.domain.register.importing.chunk import Chunk
from app.domain.register.importing.directory import RoomWanted
from app.domain.register.importing.lines import Line
from app.domain.register.importing.naming import plain
from app.domain.register.importing.people import PersonWanted, holder_of, responsible_for
from app.files.assets import AssetRow

# In these states a device stands in no room, whatever a list says.
NOWHERE = frozenset({"lost", "stolen", "in_transit", "with_its", "returned_to_its", "sanitized", "disposed"})
# Who had a device when it was lost is not forgotten, though nobody has it now. Policy: LOSS-3.
HAD_BY_SOMEBODY = frozenset({"checked_out", "lost", "stolen"})
UNKNOWN_MODEL, UNKNOWN_CATEGORY = "Unknown model", "Other"
ROLE_HEADINGS = frozenset({"role", "person type", "user type", "holder type", "patron type", "job title"})
STAFF = ("staff", "teacher", "employee", "faculty", "personal", "maestr", "emplead", "docente", "principal")


def provide(chunk: Chunk) -> None:
    """Give each line its room, its model, its funding source and its people."""
    known = [asset for _, asset in chunk.known]
    intake = chunk.intake
    intake.models.learn(known)
    intake.fundings.learn(known)
    rooms = {line.number: want for line, want in _rooms(chunk)}
    models = {line.number: want for line, want in _models(chunk)}
    money = {line.number: want for line, want in _money(chunk)}
    people = {(line.number, what): want for line, what, want in _people(chunk)}
    intake.rooms.provide(rooms.values())
    intake.models.provide(models.values())
    intake.fundings.provide(money.values())
    intake.people.provide(people.values())
    for line in chunk.lines:
        if want := rooms.get(line.number):
            _give_room(line, want, chunk)
        model = intake.models.of(models[line.number])
        line.model_id, line.managed_by = model.id, model.managed_by
        if award := money.get(line.number):
            line.funding_source_id = intake.fundings.of(award)
        if who := people.get((line.number, "holder")):
            _give_holder(line, who, chunk)
        if who := people.get((line.number, "responsible")):
            line.responsible = intake.people.of(who)
            if line.responsible is None:
                line.warn("responsible_unknown", field="responsible", value=line.row.responsible)


def _rooms(chunk: Chunk) -> Iterator[tuple[Line, RoomWanted]]:
    for line in chunk.lines:
        row = line.row
        state = line.asset.state if line.asset else row.state
        if not (row.room_code or row.room_name) or line.site is None:
            continue
        if line.wants_holder() or {state, row.state} & NOWHERE or chunk.will_have_cart(line):
            continue
        if state == "checked_out" and line.asset and row.state is None:
            continue
        yield line, RoomWanted(line.site, row.room_code, row.room_name)


def _give_room(line: Line, want: RoomWanted, chunk: Chunk) -> None:
    room = chunk.intake.rooms.of(want)
    if room.closed and not (line.asset and line.asset.room_id == room.id):
        line.warn("room_closed", field="room_name", value=room.name)
    else:
        line.room = room


def _models(chunk: Chunk) -> Iterator[tuple[Line, ModelWanted]]:
    for line in chunk.lines:
        if line.asset is None:
            yield line, _model_of(line.row)
        else:
            has = chunk.intake.models.of_asset(line.asset).parts
            row = line.row
            said = (row.maker, row.model, row.model_number, row.category)
            yield line, ModelWanted(*(new or old for new, old in zip(said, has, strict=True)))


def _model_of(row: AssetRow) -> ModelWanted:
    name = row.model or row.model_number or row.description or row.category or UNKNOWN_MODEL
    return ModelWanted(row.maker or "", name, row.model_number or "", row.category or UNKNOWN_CATEGORY)


def _money(chunk: Chunk) -> Iterator[tuple[Line, tuple[str, str]]]:
    for line in chunk.lines:
        row = line.row
        if not (row.funding_source or row.fain):
            continue
        name, fain = chunk.intake.fundings.of_asset(line.asset) or ("", "") if line.asset else ("", "")
        if row.funding_source and plain(row.funding_source) != plain(name):
            fain = ""
        fain = row.fain or fain
        yield line, (row.funding_source or name or fain, fain)


def _people(chunk: Chunk) -> Iterator[tuple[Line, str, PersonWanted]]:
    for line in chunk.lines:
        if line.site is None:
            continue
        if line.row.held and line.row.state in HAD_BY_SOMEBODY:
            now = line.asset.holder_id if line.asset else None
            yield line, "holder", holder_of(line.row, line.site, _kind_of_holder(line.row, chunk), now)
        if line.row.responsible:
            now = line.asset.responsible_id if line.asset else None
            yield line, "responsible", responsible_for(line.row, line.site, now)


def _give_holder(line: Line, who: PersonWanted, chunk: Chunk) -> None:
    line.holder = person = chunk.intake.people.of(who)
    if person is None:
        line.warn("holder_ambiguous", field="holder_name", value=who.said)
    elif person.site_id != who.site.id:
        line.warn("holder_of_another_site", field="holder_name", value=person.name)
    elif person.left_at is not None:
        line.warn("holder_has_left", field="holder_name", value=person.name)


def _kind_of_holder(row: AssetRow, chunk: Chunk) -> str:
    """What the row says of their role, or else what the file is about."""
    for heading, value in row.extra:
        if plain(heading) in ROLE_HEADINGS:
            return "staff" if any(word in value.casefold() for word in STAFF) else "student"
    return chunk.intake.holders
