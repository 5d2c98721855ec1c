"""The pages that everybody finds at a fixed address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page by name, with the address where it is shown, and the role that may see it, where an IDM may not."""

    name: str
    path: str
    role: str = "idm"


OUTSIDE = [Page("sign-in", "/sign-in"), Page("label", "/t/A104009"), Page("label-unknown", "/t/NOBODY-1")]
PLACES = [
    Page("rooms", "/rooms"),
    Page("rooms-counted", "/rooms?show=counted"),
    Page("rooms-all", "/rooms?show=all"),
    Page("scan", "/scan"),
    Page("scan-unknown", "/scan?code=NOBODY-1"),
    Page("people", "/people"),
    Page("people-without", "/people?show=none"),
    Page("mine", "/mine"),
    Page("collection", "/collection"),
    Page("rosters", "/rosters"),
    Page("attention", "/attention"),
    Page("attention-missing", "/attention?kind=missing"),
    Page("more", "/more"),
    Page("queue", "/queue"),
    Page("sites", "/sites"),
    Page("devices", "/assets"),
    Page("devices-nothing", "/assets?q=nothing-like-it"),
    Page("new-device", "/assets/new"),
    Page("new-room", "/rooms/new"),
    Page("labels", "/labels"),
    Page("carts", "/carts"),
    Page("check-out", "/checkout"),
    Page("check-in", "/checkin"),
    Page("replace", "/replace"),
    Page("class-sets", "/checkout/classes"),
    Page("receipts", "/receipts"),
    Page("permissions", "/permissions"),
    Page("permissions-given", "/permissions?show=given"),
    Page("requests", "/requests"),
    Page("requests-own", "/requests?show=own"),
    Page("accessories", "/accessories"),
    Page("accessories-low", "/accessories/low"),
    Page("deliveries", "/deliveries"),
    Page("deliveries-done", "/deliveries?show=done"),
    Page("orders", "/orders"),
    Page("order-new", "/orders/new"),
    Page("donations", "/donations"),
    Page("donation-new", "/donations/new"),
    Page("calendar", "/calendar"),
    Page("calendar-district", "/calendar/district"),
    Page("imports", "/imports"),
    Page("device-management", "/device-management"),
    Page("device-management-all", "/device-management?kind=all"),
    Page("device-management-found", "/device-management?q=nothing-like-it"),
    Page("device-export", "/device-management/import"),
    Page("counts", "/audits"),
    Page("transfers", "/transfers"),
    Page("transfers-done", "/transfers?show=done"),
    Page("new-transfer", "/transfers/new"),
    Page("devices-in-transit", "/assets?state=in_transit"),
    Page("losses", "/losses"),
    Page("rules", "/rules"),
    Page("rule", "/rules/school_calendar"),
    Page("access-log", "/access-log?site=all", "its"),
    Page("certification", "/certification"),
    Page("cycles", "/cycles", "its"),
    Page("cycles-new", "/cycles/new", "its"),
    Page("duties", "/duties"),
    Page("training", "/training"),
    Page("breaches", "/breaches"),
    Page("reminders", "/reminders"),
    Page("inbox", "/inbox", "its"),
    Page("nothing-here", "/nothing"),
    Page("install", "/install"),
    Page("no-signal", "/offline"),
    Page("no-signal-more", "/offline/more"),
    Page("no-signal-rooms", "/offline/rooms"),
    Page("no-signal-carts", "/offline/carts"),
    Page("no-signal-scan", "/offline/scan"),
    Page("no-signal-count", "/offline/count"),
]
