"""Licences of what a lock file pins, as the packages themselves declare them: `python -m supply.licences FILE`."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import Marker

from .lock import LOCKS, ROOT, Pin, read

_CLASSIFIER = "License :: "

BUNDLED = Path(__file__).with_name("bundled.md")  # what the packages do not say of themselves: kept by hand

SECTIONS = {
    "requirements.txt": "What `make run` installs",
    "requirements-server.txt": "What a shared server adds",
    "requirements-dev.txt": "What changing Telltale adds",
}


def declared(pin: Pin) -> str:
    """The licence that the installed package declares.

    An SPDX expression where it has one, else its own words, else the heading of the licence file that comes with it.

    Raises:
        LookupError: it is not installed in the pinned version, or declares none.

    """
    try:
        package = distribution(pin.name)
    except PackageNotFoundError as error:
        raise LookupError(
            f"{pin.name} is not installed here: run make licences on Linux, which installs all."
        ) from error
    if package.version != pin.version:
        raise LookupError(
            f"{pin.name} {package.version} is installed, and the lock has {pin.version}: run make licences."
        )
    told = package.metadata
    classes = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier", []) if c.startswith(_CLASSIFIER)]
    field = told.get("License", "")
    files = [package.read_text(f"licenses/{name}") or "" for name in told.get_all("License-File", [])]
    headings = [text.strip().partition("\n")[0] for text in files]
    words = [told.get("License-Expression", ""), "" if "\n" in field else field, ", ".join(classes), *headings]
    for word in words:
        if word:
            return word
    raise LookupError(
        f"{pin.name} {pin.version} declares no licence: read its LICENSE file and decide whether to keep it."
    )


def here(pin: Pin) -> bool:
    """Whether the package is one for this system."""
    return not pin.marker or Marker(pin.marker).evaluate()


def _row(pin: Pin) -> str:
    wanted = ", ".join("us" if name.startswith("-r ") else name for name in pin.wanted_by)
    licence = declared(pin) if here(pin) else f"installed only where {pin.marker.replace('|', '/')}"
    return f"| {pin.name} | {pin.version} | {licence} | {wanted} |"


def page() -> str:
    """The page of all licences, as Markdown.

    Raises:
        LookupError: the environment is not what the lock files say.

    """
    parts, shown = [BUNDLED.read_text("utf-8")], set()
    for bounds, title in SECTIONS.items():
        pins = [pin for pin in read(ROOT / LOCKS[bounds]) if pin.name not in shown]
        shown |= {pin.name for pin in pins}
        rows = ["| package | version | licence | asked for by |", "|---|---|---|---|", *map(_row, pins)]
        parts.append("\n".join([f"## {title}", "", *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    try:
        Path(sys.argv[1]).write_text(page(), "utf-8", newline="\n")
    except LookupError as trouble:
        sys.exit(str(trouble))
