"""Lock files: what they pin, by which hashes, and who asked for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = {
    "requirements.txt": "requirements.lock.txt",
    "requirements-server.txt": "requirements-server.lock.txt",
    "requirements-dev.txt": "requirements-dev.lock.txt",
}

_PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+?))?(?: \\)?")
_HASH = re.compile(r" {4}--hash=sha256:([0-9a-f]{64})(?: \\)?")


@dataclass(frozen=True)
class Pin:
    """One package of a lock file.

    `name` is normalised, `marker` says on which systems it is installed (empty: on all), `hashes` are SHA-256 of its
    files, and `wanted_by` names the packages and requirements files (`-r requirements.txt`) that ask for it.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]


def read(path: Path) -> list[Pin]:
    """The pins of a lock file, in its order.

    Raises:
        ValueError: a line is none that `make lock` writes, such as the address of an index.

    """
    pins: list[tuple[re.Match[str], list[str], list[str]]] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if pin := _PIN.fullmatch(line):
            pins.append((pin, [], []))
        elif (found := _HASH.fullmatch(line)) and pins:
            pins[-1][1].append(found[1])
        elif line.startswith("    #") and pins:
            pins[-1][2].append(line.strip(" #").removeprefix("via").strip())
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"{path.name}, line {number}: {line!r} is nothing that make lock writes; run make lock.")
    return [
        Pin(
            pin["name"],
            pin["version"],
            pin["marker"] or "",
            tuple(hashes),
            tuple(word for word in via if word and not word.startswith("-c ")),
        )
        for pin, hashes, via in pins
    ]
