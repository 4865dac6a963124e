"""Text as people type and paste it, made plain before it is read: full-width forms, stray spaces, hidden characters."""

from __future__ import annotations

import unicodedata

from .misread import Misread

LONGEST = 400  # characters; far beyond any number or period, and a bound on work
_SHOWN = 60  # characters of the text that a sentence repeats
_REFUSED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control, format, surrogate, private, unassigned, line ends


def quote(text: str) -> str:
    """`text` in double quotes on one line, shortened; spaces plain, and what cannot be seen written as U+XXXX."""
    shown = text.strip()
    if len(shown) > _SHOWN:
        shown = shown[: _SHOWN - 3] + "..."
    return '"' + "".join(_visible(char) for char in shown) + '"'


def _visible(char: str) -> str:
    kind = unicodedata.category(char)
    return " " if kind == "Zs" else f"U+{ord(char):04X}" if kind in _REFUSED else char


def fold(text: str) -> str | Misread:
    """`text` trimmed, full-width forms narrowed, NFC; Misread if empty, overlong, or with characters that may mislead.

    Not the whole of NFKC: it would turn a raised footnote mark into a digit, so that 340 with a raised 1 is 3401.
    """
    plain = text.strip()
    if not plain:
        return Misread("There is nothing here to read: write something")
    if len(plain) > LONGEST:
        return Misread(f"{quote(plain)} is too long: write one entry of at most {LONGEST} characters")
    narrowed = []
    for char in plain:
        kind = unicodedata.category(char)
        form = unicodedata.decomposition(char).partition(" ")[0]
        if kind in _REFUSED:
            return Misread(f"{quote(plain)} holds the hidden character U+{ord(char):04X}: delete it or type it anew")
        if form in {"<wide>", "<narrow>"}:
            narrowed.append(unicodedata.normalize("NFKC", char))
        elif form.startswith("<") and form != "<noBreak>" and kind != "Zs":
            return Misread(f"{quote(plain)} holds the special character {char}: write it with plain letters and digits")
        else:
            narrowed.append(char)
    return unicodedata.normalize("NFC", "".join(narrowed))
