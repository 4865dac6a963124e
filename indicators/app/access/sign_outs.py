"""Who signed out when: a text file beside the main board, one line each, so that it outlives the program.

A line holds a person's mark (a hash of what the provider calls them) and the time up to which their sessions are over.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

SLACK = 5  # seconds between our clock and the provider's; also what a quick sign-in after a sign-out may take


def person(user: Mapping[str, object]) -> str:
    """What tells one person of one provider from all others, without their name."""
    return hashlib.sha256(json.dumps([user.get("iss"), user.get("sub")]).encode()).hexdigest()


def add(file: Path, who: str, began: object) -> None:
    """Keep that a person signed out of the session that began then; their older ones end with it. OSError where not.

    A line in one write at the end of the file: two programs that do so at once lose nothing. A break comes before it
    too, in case that a full disk cut the line above.
    """
    over = int(time.time()) - SLACK
    if isinstance(began, int | float):
        over = max(over, int(began))
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"\n{over} {who}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def last(file: Path, who: str) -> float:
    """The time up to which a person's sessions are over, in seconds; before all time where they never signed out.

    A record that cannot be read ends every session.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return float("-inf")
    except OSError:
        return float("inf")
    return _all(content).get(who, float("-inf"))


def problem(file: Path) -> str:
    """Why the record cannot be read or added to, or ""."""
    if file.exists() and not os.access(file, os.R_OK | os.W_OK):
        return f"{file}, where sign-outs are kept, cannot be read and written."
    return ""


@lru_cache(maxsize=2)
def _all(content: bytes) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in content.decode("ascii", "replace").splitlines():
        over, _, who = line.partition(" ")
        if over.isdigit():  # a cut line was never said to be kept
            found[who] = max(found.get(who, 0), int(over))
    return found
