"""The rules in force, in groups and one by one, with the days from which they hold and who changed them."""

from typing import Any

from flask import abort, render_template, request

from app import clock
from app.domain import policy, policy_changes
from app.routes.policy.blueprint import bp
from app.routes.policy.words import GROUPS, RULES, Rule, as_words


@bp.get("/rules")
def rules() -> str:
    """Every rule as it holds today, in groups; a word narrows them."""
    wanted = request.args.get("q", "").strip()[:80].casefold()
    entered = policy_changes.latest()
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


def page(name: str, form: Any = None, fault: dict[str, str] | None = None) -> str:
    """A rule as it stands; `fault` says what was wrong with what somebody wrote."""
    if name not in RULES:
        abort(404)
    value, form = policy.value(name), form or {}
    return render_template(
        "policy/rule.html",
        name=name,
        rule=RULES[name],
        value=as_words(name, value),
        shipped=as_words(name, policy.DEFAULTS[name]),
        history=[(each, as_words(name, each.value)) for each in policy_changes.history(name)],
        kind=policy_changes.kind_of(name),
        choices=[(each, as_words(name, each)) for each in policy.CHOICES.get(name, ())],
        form={"value": policy_changes.written(name, value), "since": clock.day().isoformat(), **form},
        fault=fault,
        today=clock.day(),
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
