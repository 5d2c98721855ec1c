"""How our tests behave: real things, no clocks."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import at, python, syntax

CLOCKS = {"time", "monotonic", "perf_counter", "process_time", "monotonic_ns", "perf_counter_ns", "time_ns"}


def no_test_asserts_how_long_it_took(root: Path) -> Iterator[str]:
    """A test that measures time fails on a busy machine: wait for the thing; budgets are for make bench."""
    for path in python(root, "tests"):
        for function in ast.walk(syntax(path)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for line in _timed_assertions(function):
                    yield at(root, path, line)


def _timed_assertions(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[int]:
    timed: set[str] = set()
    # A loop that waits may give up one day; that judges nobody's speed.
    waiting = {node for loop in ast.walk(function) if isinstance(loop, ast.While) for node in ast.walk(loop)}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and _tells_time(node.value, timed):
            timed |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.Assert) and node not in waiting and _tells_time(node.test, timed):
            yield node.lineno


def _tells_time(expression: ast.expr, timed: set[str]) -> bool:
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and node.id in timed:
            return True
        called = node.func if isinstance(node, ast.Call) else None
        if (
            isinstance(called, ast.Attribute)
            and called.attr in CLOCKS
            and getattr(called.value, "id", "") == "time"
        ):
            return True
        if isinstance(called, ast.Name) and called.id in CLOCKS - {"time"}:
            return True
    return False


def no_test_uses_a_mock(root: Path) -> Iterator[str]:
    """A mock repeats what we already believe. Use the real thing, a real file, a small server on loopback."""
    for path in python(root, "tests"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                origin = getattr(node, "module", None) or ""
                names = {f"{origin}.{alias.name}".strip(".") for alias in node.names}
                if any(
                    name.startswith("unittest.mock") or name.split(".")[0] == "pytest_mock" for name in names
                ):
                    yield at(root, path, node.lineno)
