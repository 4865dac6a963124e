"""What a reader's eye takes for something else: characters that are not seen, and letters that look like others.

The characters that look alike are those of Unicode Technical Standard 39 ("confusables"), as the package
confusable_homoglyphs carries them. Names in one script of their own, such as 可灵 or Яндекс, are what they seem.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from urllib.parse import urlsplit

# Default_Ignorable_Code_Point (Unicode's DerivedCoreProperties.txt) without the format characters, which have a
# category of their own, and the one symbol that is blank: an empty Braille cell.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_UNSEEN = ("Cf", "Cc")  # format characters (zero-width, direction, byte order mark) and control characters
_SPACING = "\t\n\r"
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII = 127
# Scripts that are written together in one word of Chinese, Japanese or Korean (UTS 39, highly restrictive)
_TOGETHER = {"HAN", "HIRAGANA", "KATAKANA", "BOPOMOFO", "HANGUL"}
_NO_SCRIPT = {"COMMON", "INHERITED", "Unknown"}


def unseen(text: str) -> str:
    """The first character of a text that is not seen, or nothing: an ignorable, format or control character."""
    if text.isascii() and text.isprintable():
        return ""
    for c in text:
        if c not in _SPACING and (unicodedata.category(c) in _UNSEEN or _IGNORABLE.match(c)):
            return c
    return ""


def named(character: str) -> str:
    """A character by its name and number: `ZERO WIDTH SPACE (U+200B)`."""
    name = unicodedata.name(character, "a character")
    return f"{name} (U+{ord(character):04X})"


@lru_cache(maxsize=20_000)
def likeness(name: str) -> tuple[str, ...]:
    """Keys of a name: two names that share one differ in nothing but case, spacing, width or look-alikes.

    Three, because a letter may look like another in one case only: as written, in small letters, and with the letters
    of other scripts turned into the Latin ones that they look like.
    """
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", name))
    latin = plain if plain.isascii() else plain.translate(_latin())
    return (
        f"as {plain.translate(_alike())}",
        f"small {plain.casefold().translate(_alike())}",
        f"latin {latin.casefold()}",
    )


def mixed(name: str) -> str:
    """The first letter of another script that stands for a Latin one inside a Latin word, or nothing.

    A Cyrillic K before `ling` is one; the Greek letter of `μTorrent` is not, for it looks like no Latin letter.
    """
    if name.isascii():
        return ""
    for word in map(str, _WORD.findall(name)):
        if {"LATIN"} < _scripts(word) and word.translate(_latin()).isascii():
            return next(c for c in word if _script(c) not in ("LATIN", *_NO_SCRIPT))
    return ""


def hidden_in_address(url: str) -> str:
    """What hides where an http or https address leads, as the end of a sentence; nothing where it is plain."""
    if any(c.isspace() or not c.isprintable() for c in url) or unseen(url):
        return "holds a space or a character that is not seen"
    try:
        parts = urlsplit(url)
        host, user = parts.hostname, parts.username
    except ValueError:  # a malformed host
        return "is not an http or https address"
    if parts.scheme not in ("http", "https") or not host:
        return "is not an http or https address"
    if user is not None or "\\" in parts.netloc:
        return "has a user name before its host"
    if any(_misleads(_decoded(label)) for label in re.split(r"[.\u3002]", host)):
        return "has a host in letters that look like others"
    return ""


def _misleads(label: str) -> bool:
    """Whether a part of a host mixes scripts, or looks like plain Latin letters and is not."""
    if label.isascii():
        return False
    scripts = _scripts(label)
    if len(scripts) > 1 and not scripts - {"LATIN"} <= _TOGETHER:
        return True
    return unicodedata.normalize("NFKC", label) != label or label.translate(_latin()).isascii()


def _decoded(label: str) -> str:
    """A part of a host as a browser shows it; what is no Punycode stays."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _scripts(text: str) -> set[str]:
    return {script for c in text if (script := _script(c)) not in _NO_SCRIPT}


@cache
def _script(character: str) -> str:
    from confusable_homoglyphs.categories import alias  # type: ignore[import-untyped]  # noqa: PLC0415 - see _alike

    return str(alias(character))


@cache
def _alike() -> dict[int, str]:
    """Each character that looks like another → the one that stands for all of its kind."""
    from confusable_homoglyphs.confusables import (  # type: ignore[import-untyped]  # noqa: PLC0415 - 0.9 MB of data,
        confusables_data,  # which a command that reads no name does without
    )

    others = {c: [other["c"] for other in found] for c, found in confusables_data.items()}
    table = {}
    for c, (first, *more) in others.items():  # one that looks like several is what they all look like
        if len(c) > 1 or more or (c.isascii() and len(first) > 1):
            continue
        if len(others.get(first, ())) > 1 or (not c.isascii(), c) > (not first.isascii(), first):
            table[ord(c)] = first
    return table


@cache
def _latin() -> dict[int, str]:
    """The part of it that leads from other characters to ASCII ones."""
    return {code: other for code, other in _alike().items() if code > _ASCII and other.isascii()}
