"""What a reader of typed text returns when it does not understand or will not guess."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Misread:
    """Text that was not read. `why` is one sentence: what was not understood, and what to write instead."""

    why: str
