"""Rights as the page asks for them: a source that is chosen, remembered or on file needs no second answer."""

from __future__ import annotations

from ...store.rows import rights
from ..session import state


def rights_of(source: str, chosen: str, known: state.Known) -> str:
    """The chosen rights, else those of the source until now, else "": to be asked."""
    source = source.strip()
    return chosen or (rights.rights_of(source, state.desk(), known.stands) if source else "")
