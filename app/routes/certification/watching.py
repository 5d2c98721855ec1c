"""The district's year as regions and ITS watch it: by region, and every school. Policy: CERT-4, ORG-4."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import abort, render_template, request, url_for

from app import access
from app.domain import certification as certifying
from app.domain.certification import watching
from app.domain.certification.watching import Watch, Watched, watch
from app.models import Cycle, Region
from app.routes.certification.blueprint import bp
from app.routes.fragments import wants
from app.routes.words import points

PAGE = 50
# Few columns stay slim, many stand without a gap, and nought is a line that can be seen.
LEAST_COLUMNS, MOST_APART, LEAST_HEIGHT = 8, 200, 1.5
STATES = ("counting", "reconciling", "in_review", "returned", "signed", "accepted")
# The furthest behind first: whoever watches looks there.
ORDERS: dict[str, Callable[[Watched], Any]] = {
    "percent": lambda one: (one.figures.share, one.name),
    "name": lambda one: (one.name, one.code),
    "state": lambda one: (STATES.index(one.state), one.figures.share, one.name),
    "idms": lambda one: (one.trained, one.idms, one.name),
    "open": lambda one: (one.unsettled, one.name),
    "week": lambda one: (one.lately.points or 0.0, one.lately.sighted or 0, one.name),
}
SHOWN: dict[str, Callable[[Watch, Watched], bool]] = {
    "behind": lambda seen, one: seen.behind(one),
    "unready": lambda _, one: not one.ready,
    "open": lambda _, one: one.unsettled > 0,
    "losses": lambda _, one: one.lately.losses > 0,
    "unsigned": lambda _, one: not one.done,
}


@bp.get("/cycles")
def cycles() -> str:
    """Where this year's cycle stands, with the other years' beside it; or the way to open one."""
    cycle = certifying.current()
    if cycle is None:
        known = watching.cycles_of(access.scope())
        return render_template("certification/cycles.html", cycle=None, cycles=known)
    seen, region = chosen(cycle)
    if wants("schools"):
        return render_template("certification/_schools.html", **_schools(seen, region))
    return render_template(
        "certification/cycles.html",
        cycles=watching.cycles_of(access.scope()) if region is None else [],
        regions=watching.regions_of(seen),
        all_regions=watching.regions_within(access.scope()),
        figures=seen.figures,
        states=Counter(one.state for one in seen.sites),
        behind=sum(map(seen.behind, seen.sites)),
        unread=sum(not one.read for one in seen.sites),
        **_skyline(seen),
        weeks=_way(seen),
        **_schools(seen, region),
    )


def chosen(cycle: Cycle) -> tuple[Watch, Region | None]:
    """The watch of the region in the address, which has to be one of the asker's; of all their sites where none is."""
    code, scope = request.args.get("region", ""), access.scope()
    if not code:
        return watch(cycle, scope), None
    region = watching.region_within(scope, code) or abort(404)
    return watch(cycle, watching.narrowed(scope, region)), region


def _schools(seen: Watch, region: Region | None) -> dict[str, Any]:
    """The schools as they were asked for: narrowed, sorted, and one page of them."""
    asked, q = request.args, request.args.get("q", "").strip()
    sort = asked.get("sort", "") if asked.get("sort") in ORDERS else "percent"
    down = asked.get("down") == "1"
    found = [one for one in seen.sites if _fits(seen, one, q.casefold())]
    found.sort(key=ORDERS[sort], reverse=down)
    at = max(asked.get("from", default=0, type=int), 0)
    told = {"region": asked.get("region"), "q": q, "state": asked.get("state"), "show": asked.get("show")}
    kept = {name: value for name, value in told.items() if value}
    return {
        "cycle": seen.cycle, "watch": seen, "region": region, "found": len(found), "schools": found[at : at + PAGE],
        "q": q, "state": kept.get("state", ""), "show": kept.get("show", ""), "sort": sort, "down": down, "at": at,
        "page": PAGE, "points": points, "kept": kept,
        "by": _sorting(sort, kept, down=down),
    }  # fmt: skip


def _sorting(sort: str, kept: dict[str, Any], *, down: bool) -> dict[str, dict[str, str | None]]:
    """Each column sorts by itself; the one that sorts already, the other way round."""
    return {
        key: {
            "href": url_for(
                "certification.cycles", sort=key, down=1 if key == sort and not down else None, **kept
            ),
            "sorted": ("descending" if down else "ascending") if key == sort else None,
        }
        for key in ORDERS
    }


def _fits(seen: Watch, one: Watched, q: str) -> bool:
    state, show = request.args.get("state"), SHOWN.get(request.args.get("show", ""))
    named = not q or q in one.name.casefold() or q in one.code.casefold()
    return named and state in (None, "", one.state) and (show is None or show(seen, one))


def _way(seen: Watch) -> dict[str, Any]:
    """How all came along, in a square of 100: across the days up to the due one, upward what is accounted for."""
    weeks = watching.weeks_of(seen)
    whole = (seen.cycle.due_on - seen.began).days or 1
    dots = [
        (f"{min(100 * (day - seen.began).days / whole, 100):.2f}", f"{100 - figures.share:.2f}")
        for day, figures in weeks
    ]
    return {
        "points": " ".join(map(",".join, dots)), "begins": dots[0][0], "ends": dots[-1][0], "height": dots[-1][1],
        "first": weeks[0], "last": weeks[-1],
    }  # fmt: skip


def _skyline(seen: Watch) -> dict[str, Any]:
    """The columns of the sites, the furthest behind first, as one path for each tone: a thousand need no more."""
    ordered = sorted(seen.sites, key=lambda one: one.figures.share)
    slot = 100 / max(len(ordered), LEAST_COLUMNS)
    wide = slot if len(ordered) > MOST_APART else slot * 0.84
    paths: dict[str, list[str]] = {"late": [], "going": [], "done": []}
    for n, one in enumerate(ordered):
        tone = "done" if one.done else "late" if seen.behind(one) else "going"
        top = 100 - max(one.figures.share if one.read else 0.0, LEAST_HEIGHT)
        paths[tone].append(f"M{n * slot:.3f} 100V{top:.2f}h{wide:.3f}V100z")
    shares = [one.figures.percent for one in (ordered[0], ordered[-1])] if ordered else ["", ""]
    columns = [(tone, "".join(path)) for tone, path in paths.items() if path]
    return {"columns": columns, "least": shares[0], "most": shares[1]}
