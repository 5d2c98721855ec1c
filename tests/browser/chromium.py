"""The browser that the tests drive: the machine's own, or one fetched for them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
# How long to wait for what a page is to show, in milliseconds: a busy machine is slow, not wrong.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)

# Nothing here may reach for the network, and a machine without a graphics card says so at once.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
UPDATE = ["apt-get", "-qq", "update"]
INSTALL = ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-core"]


def executable() -> str | None:
    """An installed Chromium or Chrome, installed now if need be; None for the one Playwright keeps."""
    return installed() or install()


def launch(playwright: Playwright, **options: Any) -> Browser:
    """A headless browser; `args` are added to ours."""
    args = [*QUIET, *(["--no-sandbox"] if is_root() else []), *options.pop("args", [])]
    return playwright.chromium.launch(executable_path=executable(), args=args, **options)


def fake_camera(film: Path) -> list[str]:
    """Arguments under which every camera shows this film (.mjpeg, 30 frames a second, over and over)."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]


def installed() -> str | None:
    on_path = (shutil.which(name) for name in NAMES)
    in_place = (str(place) for name in PLACES if (place := Path(name).expanduser()).is_file())
    return next((found for found in (*on_path, *in_place) if found), None)


def install() -> str | None:
    if is_root() and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(UPDATE, env=quiet, check=False)
        if subprocess.run(INSTALL, env=quiet, check=False).returncode == 0 and (found := installed()):
            return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    return None


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    print("Browser:", executable() or "Playwright's own", flush=True)
