"""The rules in force, in groups and one by one, with the days from which they hold and who changed them."""

from typing import Any

from flask import abort, render_template, request

from app import clock
from app.domain import policy
from app.domain.policy import changing, shapes
from app.routes.policy import tables
from app.routes.policy.blueprint import bp
from app.routes.policy.choosing import choices, offered
from app.routes.policy.saying import as_words, in_lines
from app.routes.policy.words import GROUPS, RULES, Rule


@bp.get("/rules")
def rules() -> str:
    """Every rule as it holds today, in groups; a word narrows them."""
    wanted = request.args.get("q", "").strip()[:80].casefold()
    entered = changing.latest()
    groups = [
        (word, [_told(name, rule, entered) for name, rule in RULES.items() if rule.group == group])
        for group, word in GROUPS.items()
    ]
    fitting = [(word, [each for each in told if _fits(each, wanted)]) for word, told in groups]
    return render_template("policy/rules.html", groups=[each for each in fitting if each[1]], q=wanted)


@bp.get("/rules/<name>")
def rule(name: str) -> str:
    """One rule: what it says, since when, and what held before."""
    return page(name)


def page(
    name: str,
    form: Any = None,
    fault: dict[str, str] | None = None,
    *,
    rows: list[tables.Row] | None = None,
    told: list[tuple[str, str]] | None = None,
) -> str:
    """A rule as it stands, with what somebody wrote: `fault` says what was wrong, `told` what it would change."""
    if name not in RULES:
        abort(404)
    value, shipped, kind = policy.value(name), policy.DEFAULTS[name], shapes.kind_of(name)
    plain = kind not in ("table", "ticks")
    return render_template(
        "policy/rule.html",
        name=name,
        rule=RULES[name],
        value=in_lines(name, value),
        shipped=in_lines(name, shipped),
        history=[(each, in_lines(name, each.value)) for each in changing.history(name)],
        kind=kind,
        choices=choices(name),
        ticked=request.form.getlist("value") if form else value,
        table=tables.table_of(name) if kind == "table" else None,
        rows_said=tables.rows_of(name, value) if kind == "table" and rows is None else rows,
        form={"value": shapes.written(name, value) if plain else "", "since": clock.day().isoformat()}
        | (form or {}),
        fault=fault,
        told=told,
        today=clock.day(),
        **(offered() if kind == "table" else {}),
    )


def _told(name: str, rule: Rule, entered: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "rule": rule,
        "value": as_words(name, policy.value(name)),
        "entered": entered.get(name),
    }


def _fits(told: dict[str, Any], wanted: str) -> bool:
    rule = told["rule"]
    return wanted in f"{rule.word} {' '.join(rule.ids)} {told['name']} {told['value']}".casefold()
