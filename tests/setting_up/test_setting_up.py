"""A machine with nothing but Python and make gets what it lacks, once, in words."""

import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tools import front_end
from tools.icons import SVG, sprite
from tools.stamp import Stamp

ARROW = f'<svg xmlns="{SVG}" stroke="currentColor"><path d="M5 12h14" /></svg>'


def test_a_machine_without_a_new_python_is_told_what_to_do() -> None:
    without = ["make", "PYTHON=", "run"]
    answer = subprocess.run(without, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert answer.returncode != 0
    assert "Rollcall needs Python 3.11 or newer" in answer.stdout
    assert "make run PYTHON=" in answer.stdout


def test_a_machine_without_node_uses_the_npm_among_our_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    node, npm = front_end.npm()
    asked = [node, npm, "--version"]
    answer = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True)
    assert int(answer.stdout.partition(".")[0]) >= 10


def test_an_old_node_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program, says in {"node": "v18.19.0", "npm": "9.2.0"}.items():
        script = tmp_path / program
        script.write_text(f"#!/bin/sh\necho {says}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert front_end.node_version() == 18
    assert str(tmp_path) not in str(front_end.npm()[0])


def test_a_step_is_done_again_only_when_its_lock_changed(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("flask==3.1.2")
    stamp = Stamp(tmp_path / "installed", lock)
    assert not stamp.fits
    stamp.put()
    assert Stamp(tmp_path / "installed", lock).fits
    lock.write_text("flask==3.1.3")
    assert not Stamp(tmp_path / "installed", lock).fits


def test_a_library_that_did_not_change_keeps_its_time(tmp_path: Path) -> None:
    place = tmp_path / "idb" / "idb.js"
    front_end.lay(place, b"export {}")
    before = place.stat().st_mtime_ns
    front_end.lay(place, b"export {}")
    assert place.stat().st_mtime_ns == before
    front_end.lay(place, b"export {};")
    assert place.read_bytes() == b"export {};"
    assert [file.name for file in place.parent.iterdir()] == ["idb.js"]


def test_the_icons_are_one_file_that_takes_the_colour_of_its_text(tmp_path: Path) -> None:
    (tmp_path / "arrow-right.svg").write_text(ARROW)
    drawn = sprite(["arrow-right", "arrow-right"], tmp_path)
    assert drawn.count("<symbol") == 1
    assert '<symbol id="arrow-right" viewBox="0 0 24 24" fill="none" stroke="currentColor"' in drawn


def test_an_icon_that_is_no_icon_stops_the_set_up(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="names “arow”"):
        sprite(["arow"], tmp_path)
