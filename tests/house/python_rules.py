"""How our Python is laid out: who may commit, who may import whom, how long a thing may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import at, python, read, syntax

EDGES = ("routes", "commands", "jobs")
NO_WEB = (
    "flask",
    "flask_babel",
    "flask_login",
    "flask_migrate",
    "flask_sqlalchemy",
    "htmx_flask",
    "werkzeug",
)
ABOVE_DOMAIN = tuple(f"app.{layer}" for layer in (*EDGES, "access"))
FORBIDDEN = {
    "models": (*NO_WEB, *ABOVE_DOMAIN, "app.domain", "app.files"),
    "domain": (*NO_WEB, *ABOVE_DOMAIN),
    "files": (*NO_WEB, *ABOVE_DOMAIN, "app.domain", "app.models", "app.db"),
}
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "misc", "services"}
FILE_LINES = 250
FUNCTION_LINES = 45


def only_the_edges_commit(root: Path) -> Iterator[str]:
    """Only routes, commands and jobs commit, so that a verb can be part of a larger act.

    Let the caller commit, or move this line to the edge that asked.
    """
    for path in python(root, "app"):
        if path.relative_to(root / "app").parts[0] in EDGES:
            continue
        for node in ast.walk(syntax(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "commit"
            ):
                yield at(root, path, node.lineno)


def imports_point_one_way(root: Path) -> Iterator[str]:
    """Routes, commands and jobs know the domain, the domain the models; only these edges know the web.

    Files know none of them. Pass in what is needed, or move the code to the layer that may know it.
    """
    for layer, forbidden in FORBIDDEN.items():
        for path in python(root, f"app/{layer}"):
            for line, module in _imports(root, path):
                if any(module == name or module.startswith(f"{name}.") for name in forbidden):
                    yield f"{at(root, path, line)} imports {module}"


def _imports(root: Path, path: Path) -> Iterator[tuple[int, str]]:
    package = list(path.relative_to(root).with_suffix("").parts[:-1])
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield node.lineno, origin
            for alias in node.names:
                yield node.lineno, f"{origin}.{alias.name}"


def files_stay_readable(root: Path) -> Iterator[str]:
    """A file past 250 lines has more than one subject: make it a package of the same name."""
    for path in python(root, "app", "tests", "tools", "bench"):
        lines = len(read(path).splitlines())
        if lines > FILE_LINES:
            yield f"{at(root, path)} has {lines} lines"


def functions_stay_readable(root: Path) -> Iterator[str]:
    """A function past 45 lines does more than its name says: name its parts."""
    for path in python(root, "app"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    yield f"{at(root, path, node.lineno)} {node.name} has {lines} lines"


def every_module_has_a_subject(root: Path) -> Iterator[str]:
    """No utils, helpers or common: a subject has a name (clock.py); what has none goes where it is used."""
    for path in python(root, "app", "tests", "tools", "bench"):
        if SHAPELESS & {path.stem, *path.relative_to(root).parts[:-1]}:
            yield at(root, path)


def no_page_is_written_in_python(root: Path) -> Iterator[str]:
    """Markup and render_template_string put HTML beyond autoescaping's reach: write a template."""
    for path in python(root, "app"):
        for node in ast.walk(syntax(path)):
            name = (
                node.id
                if isinstance(node, ast.Name)
                else node.attr
                if isinstance(node, ast.Attribute)
                else ""
            )
            if name in {"Markup", "render_template_string"}:
                yield f"{at(root, path, node.lineno)} {name}"  # type: ignore[attr-defined]


def every_blueprint_has_its_pages(root: Path) -> Iterator[str]:
    """One word per feature in every layer: a blueprint's templates stand in templates/<its name>/.

    One that answers without pages is named, with the reason, in WITHOUT_PAGES.
    """
    for path in python(root, "app/routes"):
        for node in ast.walk(syntax(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Blueprint"
            ):
                name = ast.literal_eval(node.args[0]) if node.args else ""
                if name not in WITHOUT_PAGES and not (root / "app" / "templates" / name).is_dir():
                    yield f"{at(root, path, node.lineno)} {name} has no app/templates/{name}/"


WITHOUT_PAGES = {
    "health": "answers a monitor",
    "offline": "answers the phone's worker in JSON",
    "language": "remembers a choice and goes back",
}
