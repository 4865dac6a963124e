"""JSON of any length: its outer brackets are followed here, each value in them is read by the standard library.

Only as much of the text is held as the value at hand needs.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 2**18  # characters that are read at once
_SPACE = " \t\n\r"


class NoJson(Exception):  # noqa: N818 - becomes the sentence of a reader, never seen outside
    """What is not JSON, and in which line."""


class Values:
    """The text of a JSON document from where it is being read."""

    def __init__(self, text: TextIO, decoder: json.JSONDecoder, longest: int) -> None:
        """No single value may be longer than `longest` characters."""
        self._text, self._decoder, self._longest = text, decoder, longest
        self._held, self._at, self._lines, self._ended = "", 0, 1, False

    def names(self) -> Iterator[str]:
        """The names of an object; after each its value is to be read."""
        self._take("{")
        if self._closed("}"):
            return
        while True:
            if self.peek() != '"':
                raise self._wrong("Expecting property name enclosed in double quotes")
            name: str = self.value()
            self._take(":")
            yield name
            if self._closed("}"):
                return
            self._take(",")

    def items(self) -> Iterator[Any]:
        """The values of a list."""
        self._take("[")
        if self._closed("]"):
            return
        while True:
            yield self.value()
            if self._closed("]"):
                return
            self._take(",")

    def value(self) -> Any:  # noqa: ANN401 - JSON is anything
        """The value that stands here."""
        self.peek()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self._wrong(error.msg, error.pos) from None
                continue
            # a number that ends where the text does may go on
            if end < len(self._held) or not self._more():
                self._at = end
                return found

    def end(self) -> None:
        """Nothing may follow."""
        if self.peek():
            raise self._wrong("Extra data")

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def _take(self, sign: str) -> None:
        if self.peek() != sign:
            raise self._wrong(f"Expecting '{sign}'")
        self._at += 1

    def _closed(self, sign: str) -> bool:
        if self.peek() != sign:
            return False
        self._at += 1
        return True

    def _more(self) -> bool:
        """Read on, twice as much each time that it is not enough, and let go of what was read; False at the end."""
        if self._ended:
            return False
        left = len(self._held) - self._at
        if left > self._longest:
            raise self._wrong(f"a value is longer than {self._longest:,} characters")
        chunk = self._text.read(max(_CHUNK, left))
        self._lines += self._held.count("\n", 0, self._at)
        self._held, self._at, self._ended = self._held[self._at :] + chunk, 0, not chunk
        return not self._ended

    def _wrong(self, what: str, at: int | None = None) -> NoJson:
        line = self._lines + self._held.count("\n", 0, self._at if at is None else at)
        return NoJson(f"{what}: line {line}")
