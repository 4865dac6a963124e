"""Rights as the page asks for them: a source that is chosen, remembered or on file needs no second answer."""

from __future__ import annotations

from ...store.rows import rights
from ..session import state


def rights_of(source: str, chosen: str, known: state.BoardSnapshot) -> str:
    """The chosen rights, else those of the source until now, else "": to be asked."""
    source = source.strip()
    if chosen or not source:
        return chosen
    remembered = known.once(("rights",), lambda: rights.chosen(known.board))
    return rights.rights_of(source, remembered, known.stands)
