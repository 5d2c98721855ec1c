"""What stands in any text of ours: nothing unfinished, nothing of one machine, nothing untranslated."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.house.tree import GETTEXT, at, python, read, texts

# The policy's rules, by family, and how many each has.
POLICY = {
    "ORG": 10,
    "REG": 10,
    "RCV": 4,
    "CUS": 7,
    "LOSS": 3,
    "REP": 5,
    "RST": 10,
    "DIS": 5,
    "CERT": 5,
    "PLN": 5,
    "LAW": 4,
}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")
MACHINE = re.compile(r"(?<![\w.])/(root|work|home/[a-z]+|Users/[A-Za-z]+)/")
REGISTRY = re.compile(r"registry\.npmjs\.org|pypi\.(org|python)|pythonhosted\.org|--(extra-)?index-url")
MAP = "docs/architecture.md"
HEADING = re.compile(r"^## ", re.MULTILINE)
MAPPED = re.compile(r"`(\w+)`")
SPANISH = "app/translations/es/LC_MESSAGES/messages.po"


def nothing_is_left_unfinished(root: Path) -> Iterator[str]:
    """A note to finish later is read by nobody: finish it, or write an issue."""
    yield from _lines(root, UNFINISHED)


def nothing_names_one_machine(root: Path) -> Iterator[str]:
    """A path of one machine is wrong on every other: start from the file's own place or from instance/."""
    yield from _lines(root, MACHINE)


def locks_name_no_host(root: Path) -> Iterator[str]:
    """Locks name packages and hashes, not where to fetch them: make lock writes them so."""
    yield from _lines(root, REGISTRY)
    for lock in root.glob("requirements*.txt"):
        for number, line in enumerate(read(lock).splitlines(), start=1):
            if "://" in line or " @ " in line or line.startswith("-"):
                yield f"{at(root, lock, number)} {line}"
    lock = root / "package-lock.json"
    packages = json.loads(read(lock))["packages"] if lock.exists() else {}
    yield from (f"package-lock.json {name}" for name, package in packages.items() if "resolved" in package)


def the_runtime_lock_is_part_of_the_development_lock(root: Path) -> Iterator[str]:
    """Tests run with the very versions that are served: make lock writes both."""
    served, tested = (_pins(root / name) for name in ("requirements.txt", "requirements-dev.txt"))
    yield from sorted(served - tested)


def every_policy_rule_cited_exists(root: Path) -> Iterator[str]:
    """A citation leads somewhere: CERT-3 is a rule, CERT-30 is none."""
    cited = re.compile(r"\b(" + "|".join(POLICY) + r")-(\d+)\b")
    for path in _judged(root):
        for number, line in enumerate(read(path).splitlines(), start=1):
            for family, rule in cited.findall(line):
                if not 1 <= int(rule) <= POLICY[family]:
                    yield f"{at(root, path, number)} {family}-{rule}"


def every_setting_is_explained(root: Path) -> Iterator[str]:
    """What a variable of the environment does stands in the table of docs/installing.md."""
    explained = root / "docs" / "installing.md"
    told = read(explained) if explained.exists() else ""
    asked = re.compile(r"""environ(?:ment)?(?:\.get\(|\[)"([A-Z_]+)"|envvar="([A-Z_]+)\"""")
    for path in python(root, "app"):
        for number, line in enumerate(read(path).splitlines(), start=1):
            for names in asked.findall(line):
                name = names[0] or names[1]
                if f"`{name}`" not in told:
                    yield f"{at(root, path, number)} {name}"


def every_module_is_on_the_map(root: Path) -> Iterator[str]:
    """A newcomer finds the way by docs/architecture.md: what each package and module of app/ is about, in one line."""
    page = root / MAP
    said = {folder: set[str]() for folder in ("app", "domain", "routes", "files")}
    for heading, *lines in (
        part.splitlines() for part in HEADING.split(read(page) if page.exists() else "")[1:]
    ):
        for folder in said.keys() & set(heading.replace("app/", "").split()):
            said[folder] = {name for line in lines for name in MAPPED.findall(line.split(" | ")[0])}
    missing = {folder: _modules(root, folder) - names for folder, names in said.items()}
    there = {name for folder in said for name in _modules(root, folder)}
    gone = {folder: names - there for folder, names in said.items()}
    yield from (
        f"{MAP} says nothing of {name} ({folder})" for folder in missing for name in sorted(missing[folder])
    )
    yield from (f"{MAP} names {name}, which is gone" for folder in gone for name in sorted(gone[folder]))


def spanish_says_everything(root: Path) -> Iterator[str]:
    """Every sentence has its Spanish: make messages, then fill what is empty in messages.po."""
    if not (root / "app" / "translations" / "es").is_dir():
        return
    with (root / SPANISH).open("rb") as file:
        spanish = read_po(file, locale="es")
    for message in spanish:
        said = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and (message.fuzzy or not all(said)):
            yield f"{SPANISH}:{message.lineno} {message.id}"
        yield from (f"{SPANISH}:{message.lineno} {mistake}" for mistake in message.check(spanish))
    yield from (f"{place} is not in {SPANISH}: {sentence}" for place, sentence in _unheard(root, spanish))


def _unheard(root: Path, catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Sentences of the pages and modules that the catalogue has never met."""
    mappings = tomllib.loads(read(root / "pyproject.toml"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    keywords: dict[str, Any] = {**dict.fromkeys(GETTEXT), "ngettext": (1, 2), "_n": (1, 2)}
    keywords |= {"pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
    for name, line, sentence, _comments, context in extract_from_dir(
        root / "app", methods, keywords=keywords
    ):
        if catalogue.get(sentence if isinstance(sentence, str) else sentence[0], context) is None:
            yield f"app/{name}:{line}", str(sentence)


def _modules(root: Path, folder: str) -> set[str]:
    """What stands in a folder of app/ by its name: packages, modules, and the folders of pages."""
    place = root / "app" if folder == "app" else root / "app" / folder
    found = place.iterdir() if place.exists() else iter(())
    return {
        path.stem for path in found if not path.stem.startswith(("_", ".")) and path.suffix in ("", ".py")
    }


def _pins(lock: Path) -> set[str]:
    return set(re.findall(r"^[\w.-]+==[^\s;]+", read(lock), re.MULTILINE)) if lock.exists() else set()


def _lines(root: Path, pattern: re.Pattern[str]) -> Iterator[str]:
    for path in _judged(root):
        for number, line in enumerate(read(path).splitlines(), start=1):
            if found := pattern.search(line):
                yield f"{at(root, path, number)} {found[0]}"


def _judged(root: Path) -> Iterator[Path]:
    """All but the rules themselves, which have to name what they forbid."""
    return (path for path in texts(root) if path.parent != root / "tests" / "house")
