"""What a one-sided number may hide: the one assumption behind its range, where users moved it, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.errors import InputError
from ..model.indicator import Bands, bands
from ..model.observation import HIDDEN, Observation
from ..model.reading import Found
from ..text import say

HIDDEN_BAND = "hidden"  # the name under which a user's own share is kept among the bands
HIDDEN_TITLE = "What 'more than' and 'less than' hide"
HIDDEN_BANDS = bands(
    supports=f"<= {HIDDEN}",
    against=None,
    because="A one-sided number is read as a range: 'more than 850M' stands for 850M to 935M.",
    source="An assumption of ours",
)
_WORDS = {"floor": "'more than'", "ceiling": "'less than'"}


def hidden_share(own: Mapping[str, Bands]) -> float:
    """The share of itself that a one-sided number may hide, by a user's own bands or the declared one."""
    return own.get(HIDDEN_BAND, HIDDEN_BANDS).supports.edge


def check_hidden(own: Bands) -> None:
    """InputError where a test is not one of what a one-sided number may hide."""
    if own.supports.op != "<=" or not 0 <= own.supports.edge <= 1 or own.against is not None:
        raise InputError("What a one-sided number hides is a share of itself: write <= and a share from 0 to 1, alone.")


def bound(result: Found) -> str:
    """Whether the value is "at least" or "at most" what it says; "" where its range must tell.

    It is one of the two where one-sided inputs can only raise, or only lower, the value and every other input is as
    the company reported it, without a range.
    """
    hidden = {o.id for o in result.used if o.one_sided}
    if not hidden or any(o.grade != "reported" or o.stated for o in result.used if not o.one_sided):
        return ""
    raise_it = _graded(result.increasing, "floor") | _graded(result.decreasing, "ceiling")
    lower_it = _graded(result.increasing, "ceiling") | _graded(result.decreasing, "floor")
    other = {o.id for o in (*result.either, *result.also) if o.one_sided}
    if hidden == raise_it - lower_it - other:
        return "at least"
    return "at most" if hidden == lower_it - raise_it - other else ""


def _graded(rows: tuple[Observation, ...], grade: str) -> set[int]:
    return {o.id for o in rows if o.one_sided and o.grade == grade}


def assumed(result: Found) -> str:
    """`if 'more than' hides at most a tenth`, where one-sided inputs are in the range; else empty."""
    hidden = [o for o in (*result.increasing, *result.decreasing, *result.either) if o.one_sided]
    if not hidden:
        return ""
    words = [word for grade, word in _WORDS.items() if any(o.grade == grade for o in hidden)]
    share = "a tenth" if hidden[0].hides == HIDDEN else say.ratio(hidden[0].hides)
    return f"if {say.listed(words)} {'hide' if len(words) > 1 else 'hides'} at most {share}"
