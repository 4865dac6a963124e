"""What the sessions share of one board: made once for what is known in it, and given up when that is another."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")

MOST = 48  # kept at once; what was asked for longest ago is given up


class Shelf:
    """Keeps what was made of the newest version of a board alone: nothing of the one before stays."""

    def __init__(self) -> None:
        """Empty."""
        self._lock = threading.Lock()
        self._version: Hashable = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def once(self, version: Hashable, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under a key of this version, made where nothing is; two at once make it twice, and equal."""
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version = version
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Made = self._kept[key]
                return found
        made = make()
        with self._lock:
            if version == self._version:
                self._kept[key] = made
                while len(self._kept) > MOST:
                    self._kept.popitem(last=False)
        return made
