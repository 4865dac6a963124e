"""How wide a text is, so that nothing overlaps or is cut: the advance widths of Liberation Sans, which exports use.

Arial and Helvetica have the same widths, so the layout holds in a browser too.
"""

from __future__ import annotations

from functools import lru_cache

_REGULAR = {  # thousandths of the font size
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft\u00b7",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~\u2212\u00d7",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "\u2026",
    1015: "@",
}
_WIDTHS = {letter: width / 1000 for width, letters in _REGULAR.items() for letter in letters}
_UNKNOWN_LATIN, _WIDE = 0.6, 1.0
_FIRST_WIDE = 0x1100  # Hangul and everything east of it is set as wide as it is high
_BOLD = 1.07  # bold is at most so much wider, over whole words
LONGEST = 40  # letters of a label


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of `text` in the unit of `size`."""
    letters = (_WIDTHS.get(c, _WIDE if ord(c) >= _FIRST_WIDE else _UNKNOWN_LATIN) for c in text)
    return sum(letters) * size * (_BOLD if bold else 1.0)


def plain(text: str) -> str:
    """One line of `text`: control characters, which a drawing cannot show, become spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def cut(text: str, longest: int = LONGEST) -> str:
    """`text` in one line, cut between words to at most so many letters."""
    text = plain(text)
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    whole = head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head
    return whole.rstrip(" ,;:.") + "\u2026"


def wrap(text: str, size: float, room: float, *, bold: bool = False, whole: str = "") -> list[str]:
    """Lines of `text` no wider than `room`: too wide a word is broken, the words of `whole` stay together."""
    lines: list[str] = []
    line = ""
    for word in _words(plain(text), whole):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, size, room, bold=bold)
        lines += full
    return [*lines, line] if line else lines


def _words(text: str, whole: str) -> list[str]:
    before, found, after = text.partition(whole) if whole else (text, "", "")
    return [*before.split(), *([found] if found else []), *after.split()]


def _broken(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    parts, part = [], ""
    for letter in word:
        if part and width(part + letter, size, bold=bold) > room:
            parts.append(part)
            part = ""
        part += letter
    return [*parts, part]
