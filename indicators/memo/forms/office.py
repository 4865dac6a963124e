"""What Word and PowerPoint files share: text that XML can hold, and a package whose bytes repeat."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, time
from typing import Any

from ..content.document import Memo

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHEN = (1980, 1, 1, 0, 0, 0)  # the first time that a zip can hold: the same on every run
_LONGEST = 255  # letters of a core property


def clean(text: str) -> str:
    """`text` with what XML 1.0 cannot hold replaced, so that no entry can break a document."""
    return _NOT_XML.sub("\ufffd", text)


def describe(properties: Any, memo: Memo) -> None:  # noqa: ANN401 - the core properties of either library
    """Title, people, dates and ids in the file's core properties; `verify` finds the ids there."""
    made = datetime.combine(memo.made_on, time(), UTC).replace(tzinfo=None)
    properties.title = clean(memo.title)[:_LONGEST]
    properties.author = clean(memo.people.prepared_by)[:_LONGEST]
    properties.last_modified_by = clean(memo.people.prepared_by)[:_LONGEST]
    properties.subject = f"As known {memo.as_of.isoformat()}"
    properties.category = memo.rights
    properties.identifier = memo.id
    properties.keywords = memo.id
    properties.comments = f"SHA-256 {memo.hash}"
    properties.created = properties.modified = made
    properties.revision = 1


def repeatable(package: bytes) -> bytes:
    """The same package with one time for all its parts, so that equal memos have equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _WHEN)
            info.compress_type = zipfile.ZIP_STORED if part.filename.endswith(".png") else zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(part))
    return out.getvalue()
