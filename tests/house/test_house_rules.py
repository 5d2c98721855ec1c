"""Our own rules hold, everywhere; and each of them would notice."""

from collections.abc import Callable, Iterator
from inspect import cleandoc
from pathlib import Path

import pytest

from tests.house import page_rules, python_rules, testing_rules, text_rules
from tests.house.faults import FAULTS, FINE
from tests.house.tree import ROOT

Rule = Callable[[Path], Iterator[str]]

RULES: list[Rule] = [
    rule
    for module in (python_rules, page_rules, testing_rules, text_rules)
    for name, rule in vars(module).items()
    if callable(rule) and getattr(rule, "__module__", "") == module.__name__ and not name.startswith("_")
]
NAMES = [rule.__name__ for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_the_house_rule_holds(rule: Rule) -> None:
    broken = list(rule(ROOT))
    if broken:
        pytest.fail("\n".join([cleandoc(rule.__doc__ or ""), "", *broken]), pytrace=False)


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_planted_fault_is_found(rule: Rule, tmp_path: Path) -> None:
    for number, fault in enumerate(FAULTS[rule.__name__]):
        root = plant(tmp_path / str(number), fault)
        assert list(rule(root)), f"{rule.__name__} overlooks {fault}"


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_what_is_fine_is_left_alone(rule: Rule, tmp_path: Path) -> None:
    assert list(rule(plant(tmp_path, FINE))) == []


def test_a_rule_teaches() -> None:
    assert [rule.__name__ for rule in RULES if not rule.__doc__] == []
    assert set(FAULTS) == set(NAMES)


def plant(root: Path, files: dict[str, str]) -> Path:
    for place, text in {"tools/icons.txt": "check\n", **files}.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
