"""What is remembered from one chunk of a file to the next: who imports, where to, and what has been met so far."""

from app.domain.access import Scope, may
from app.domain.ledger import Act
from app.domain.register.importing.catalogue import Fundings, Models
from app.domain.register.importing.directory import Rooms, Sites
from app.domain.register.importing.lines import Line
from app.domain.register.importing.made import Made
from app.domain.register.importing.people import People

Serial = tuple[str, str]
ITS = frozenset({"its"})


class Intake:
    """One file on its way in.

    `site`, where given, is the code of the school that all of it goes to. `holders` says what the people are whom it
    names, unless a row says otherwise. `origin` is the name of the file, which every event keeps with its line;
    `keeps_extra` says that what stands in columns which mean nothing to us is kept with it.
    """

    def __init__(
        self,
        act: Act,
        scope: Scope,
        *,
        site: str | None = None,
        holders: str = "student",
        origin: str = "",
        keeps_extra: bool = False,
    ) -> None:
        self.act, self.scope, self.site, self.holders = act, scope, site, holders
        self.origin, self.keeps_extra = origin, keeps_extra
        self.made = Made()
        self.sites, self.rooms = Sites(scope, self.made), Rooms(self.made)
        self.models, self.fundings = Models(self.made), Fundings()
        self.people = People(scope, self.made)
        self.carts: set[str] = set()
        self._tags: dict[str, int] = {}
        self._serials: dict[Serial, int] = {}
        self._assets: dict[int, int] = {}
        self._managed: dict[int, bool] = {}

    def manages(self, site_id: int) -> bool:
        """Whether whoever imports may do at a school what is ITS's alone. Policy: REG-1, ORG-5."""
        if site_id not in self._managed:
            actor = self.act.actor
            self._managed[site_id] = actor is None or may(actor, ITS, site_id)
        return self._managed[site_id]

    def first_with_tag(self, line: Line) -> int:
        """The first line of the file that bears this line's tag."""
        return self._tags.setdefault(line.tag_key, line.number)

    def first_with_serial(self, line: Line) -> int:
        """The first line of the file that bears this line's serial number, in the line's school."""
        code = line.site.code if line.site else ""
        return self._serials.setdefault((code, line.serial_key), line.number)

    def first_about(self, asset_id: int, line: Line) -> int:
        """The first line of the file that is about this asset."""
        return self._assets.setdefault(asset_id, line.number)

    def let_go(self) -> None:
        """The chunk is over; people are read again where they are wanted."""
        self.people.forget()

    def forget(self) -> None:
        """The chunk was rolled back, and everything with it that was made on the way."""
        self.people.forget()
        self.sites.forget()
        self.rooms.forget()
        self.models.forget()
        self.fundings.forget()
