"""The Chromium that browser tests use: found on the machine, never downloaded by the test tool.

`python -m tests.e2e.browser` makes sure that there is one: as root on Debian (or a system made from it) it installs the
package, elsewhere it says what to install and exits 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = (
    "No Chromium found. Install it (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium; "
    "macOS: brew install --cask chromium) or name the program in the variable CHROMIUM."
)
FLAGS = (
    "--no-sandbox",  # Chromium refuses to start as root with it; the only pages it opens are ours
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",  # /dev/shm is too small in many containers
    "--no-first-run",
    "--disable-background-networking",  # these three: the browser itself asks nobody for anything
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """The path of a Chromium: the one that CHROMIUM names and no other, else the first on PATH; else None."""
    named = os.environ.get("CHROMIUM")
    candidates = (named,) if named else NAMES
    return next((path for path in map(shutil.which, candidates) if path), None)


def launch(playwright: Playwright, executable: str) -> Browser:
    """Start the Chromium at `executable`, headless, with a profile of its own that goes when it closes."""
    return playwright.chromium.launch(executable_path=executable, args=list(FLAGS))


def may_install() -> bool:
    """Whether to install one: as root where apt-get is, and not in place of the one that CHROMIUM names."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None and not os.environ.get("CHROMIUM")


def install() -> None:
    """Install Debian's Chromium. CalledProcessError where apt-get fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (("update", "-qq"), ("install", "-qq", "-y", "--no-install-recommends", "chromium")):
        subprocess.run(("apt-get", *step), env=environment, check=True)  # noqa: S603, S607 - literal arguments, from PATH


def main() -> int:
    """Return 0 when a Chromium is there, installed just now or before, else 1."""
    if not find() and may_install():
        print("No Chromium found; installing Debian's.", flush=True)  # noqa: T201 - a command
        try:
            install()
        except subprocess.CalledProcessError as error:
            print(f"{' '.join(error.cmd)} failed with exit code {error.returncode}.", file=sys.stderr)  # noqa: T201 - a command
    if find():
        return 0
    print(MISSING, file=sys.stderr)  # noqa: T201 - a command
    return 1


if __name__ == "__main__":
    sys.exit(main())
