"""Licences of what a lock file pins, as the packages themselves declare them: `python -m supply.licences FILE`."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import Marker

from .lock import LOCKS, ROOT, Pin, read

_CLASSIFIER = "License :: "

INTRODUCTION = """\
# Licences

Written by `make licences` from the lock files and from what each package says of itself. Telltale is under the
[MIT licence](../LICENSE). It ships none of the packages below: pip fetches each from its publisher, with its licence in
its folder. Who passes on an environment with them in it passes on their licences too.

## What Telltale itself ships

| what | whose | licence |
|---|---|---|
| the code, the pages, the icon (drawn in `indicators/app/shell.py`) | Telltale's | MIT |
| `data/*.csv` | each number's source is in its row, with its rights | facts, quoted with their source; see [data](../data/README.md) |
| `docs/pictures` | screens of the app; letters in Source Sans | MIT; a picture of letters is not the font |

## What others carry inside

| inside | what | licence |
|---|---|---|
| streamlit | the page's own scripts (React, Vega, Vega-Lite, KaTeX and more; notices in the files) | MIT, BSD-3-Clause, Apache-2.0 |
| streamlit | the fonts Source Sans, Source Serif, Source Code and KaTeX's, served by the app alone | OFL-1.1; KaTeX's MIT |
| vl-convert-python | Vega, Vega-Lite, and V8 with Deno's runtime, which run them | BSD-3-Clause, MIT |
| vl-convert-python | the font Liberation Sans, in which figures are drawn | OFL-1.1 |
| python-docx, python-pptx | the empty documents that a memo starts from | MIT |
| numpy, scipy | OpenBLAS; the runtime of GCC's Fortran | BSD-3-Clause; GPL-3.0 with the GCC runtime library exception |
| lxml | libxml2, libxslt | MIT |
| pillow | FreeType, libjpeg-turbo, libtiff, OpenJPEG and others | FTL, IJG, libtiff, BSD-2-Clause |
| axe-playwright-python (tests alone) | axe-core | MPL-2.0 |

## What leaves in a memo or figure

Pictures (PNG, or SVG in HTML) and text. No font and no script is embedded: a PNG holds the shapes of letters of Liberation
Sans, an SVG only the names of fonts, an HTML memo no script at all, and a DOCX or PPTX names the reader's own fonts. So no
licence of another's travels with them; the rights in the quoted numbers do, and a memo names them.
"""

SECTIONS = {
    "requirements.txt": "What `make run` installs",
    "requirements-server.txt": "What a shared server adds",
    "requirements-dev.txt": "What changing Telltale adds",
}


def declared(pin: Pin) -> str:
    """The licence that the installed package declares: an SPDX expression where it has one, else its own words.

    Raises:
        LookupError: it is not installed in the pinned version, or declares none.

    """
    try:
        package = distribution(pin.name)
    except PackageNotFoundError as error:
        raise LookupError(f"{pin.name} is not installed here: run make licences on Linux, which installs all.") from error
    if package.version != pin.version:
        raise LookupError(f"{pin.name} {package.version} is installed, and the lock has {pin.version}: run make licences.")
    told = package.metadata
    classes = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier", []) if c.startswith(_CLASSIFIER)]
    field = told.get("License", "")
    words = [told.get("License-Expression", ""), "" if "\n" in field else field, ", ".join(classes)]
    for word in words:
        if word:
            return word
    raise LookupError(f"{pin.name} {pin.version} declares no licence: read its LICENSE file and decide whether to keep it.")


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
    parts, shown = [INTRODUCTION], set()
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
