"""The district's shape: regions, sites and rooms come, change and close, and work on their days.

Policy: ORG-1, ORG-6.
"""

from app.domain.directory.assuming import Days, assumed_days
from app.domain.directory.calendar import NoSchoolDays, calendar_of, calendars_of, due_on, school_days_between
from app.domain.directory.entering import (
    EndsBeforeItBegins,
    TooManyDays,
    enter_all,
    enter_days,
    entered,
    keep_assumed,
    remove_days,
    years_to_choose,
)
from app.domain.directory.opening import (
    DuplicateRoom,
    RoomInUse,
    SiteDetails,
    add_room,
    close_room,
    open_room,
    put_site,
    region_named,
    rooms_open_at,
)
from app.domain.directory.sharing import (
    note_sharing,
    share_devices,
    sharing_among,
    sharing_of,
    stop_sharing,
    unnoted_sharing,
)

__all__ = [
    "Days", "DuplicateRoom", "EndsBeforeItBegins", "NoSchoolDays", "RoomInUse", "SiteDetails", "TooManyDays",
    "add_room", "assumed_days", "calendar_of", "calendars_of", "close_room", "due_on", "enter_all",
    "enter_days", "entered", "keep_assumed", "note_sharing", "open_room", "put_site", "region_named",
    "remove_days", "rooms_open_at", "school_days_between", "share_devices", "sharing_among", "sharing_of",
    "stop_sharing", "unnoted_sharing", "years_to_choose",
]  # fmt: skip
