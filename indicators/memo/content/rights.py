"""Who may see what: the strictest rights of what is quoted, and what has to be said before it leaves the app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...core.model.errors import InputError
from ...core.model.observation import CONFIDENTIAL, LICENSED, PUBLIC, RIGHTS_SAID, strictest  # noqa: F401 - asked of this module
from ...core.text import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Leave to hand something out: confidential numbers to a person by name with a reason, licensed numbers as data."""

    to: str = ""
    why: str = ""
    licensed_data: bool = False

    @property
    def named(self) -> bool:
        """Whether confidential numbers are released."""
        return bool(self.to.strip() and self.why.strip())

    def stamp(self, on: date) -> str:
        """The line that a confidential figure or memo carries."""
        return f"Released to {self.to.strip()} on {say.day(on)}: {self.why.strip().rstrip('.')}."

    def as_json(self, on: date) -> dict[str, str]:
        """What is kept of a release."""
        return {"to": self.to.strip(), "why": self.why.strip(), "on": on.isoformat()}


NO_RELEASE = Release()


def lines(rights: str, release: Release, on: date) -> tuple[str, ...]:
    """What is printed on something of these rights."""
    if rights == PUBLIC:
        return ()
    stamped = rights == CONFIDENTIAL and release.named
    return (RIGHTS_SAID[rights], *((release.stamp(on),) if stamped else ()))


def check(what: str, rights: str, release: Release) -> None:
    """InputError where confidential numbers would leave without a name and a reason."""
    if not may_leave(rights, release):
        raise InputError(
            f"{what} rests on confidential numbers: say to whom it goes and why (--to NAME --why REASON), "
            "or leave it out."
        )


def may_leave(rights: str, release: Release) -> bool:
    """Whether something of these rights may be said at all."""
    return rights != CONFIDENTIAL or release.named


def as_data(rights: str, release: Release) -> bool:
    """Whether a row of these rights may stand in CSV or HTML as data and not only as a picture."""
    return may_leave(rights, release) and (rights != LICENSED or release.licensed_data)


def withheld(rights: Sequence[str], release: Release) -> str:
    """The sentence that stands in place of the data that is left out; empty where nothing is."""
    out = [r for r in rights if not as_data(r, release)]
    if not out:
        return ""
    count = "One number is" if len(out) == 1 else f"{len(out)} numbers are"
    return f"{count} left out of the data: {' and '.join(sorted(set(out)))}. Ask the publisher named in the source."
