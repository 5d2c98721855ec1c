"""The virtual environment, made once and kept in step with a lock: `python3 -m tools.python_packages LOCK`.

Standard library only: it runs before anything is installed.
"""

import os
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from tools.stamp import Stamp

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

NO_ENSUREPIP = """\
This Python can make no virtual environment: it comes without ensurepip and venv.
  Debian, Ubuntu:  sudo apt install python{version}-venv
  Fedora, SUSE:    install the package python3-pip
Then run the same command again. Or name another Python: make PYTHON=/path/to/python3.12 …"""


def main() -> None:
    lock = ROOT / sys.argv[1]
    if not usable():
        make_environment()
    stamp = Stamp(VENV / f"installed-{lock.stem}", lock)
    if stamp.fits:
        return
    print(f"Installing Python packages from {lock.name} (a minute or two, the first time) …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
    stamp.put()


def usable() -> bool:
    """False for an environment that is absent, half made, or whose Python has since been replaced."""
    try:
        return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    if not find_spec("ensurepip") or not find_spec("venv"):
        sys.exit(NO_ENSUREPIP.format(version=sysconfig.get_python_version()))
    print("Making the virtual environment .venv …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(failure.returncode)
