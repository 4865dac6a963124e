"""Text of users and sources inside Markdown, shown as it is."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^@&=])")


def literal(text: object) -> str:
    """`text` with every character that Markdown or Streamlit reads otherwise taken literally."""
    return _MARKDOWN.sub(r"\\\1", "" if text is None else str(text)).replace("\n", "  \n")
