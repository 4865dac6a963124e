"""Scoring of dated forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._inputs import floats, same_length

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def brier(probabilities: ArrayLike, outcomes: ArrayLike) -> float | None:
    """Return the mean of (probability - outcome)^2, from 0 (perfect) to 1.

    `probabilities` (n,) from 0 to 1, `outcomes` (n,) of 0 and 1 or of truth values. None for none at all; anything
    else, unequal lengths and NaN raise ValueError. Source: G. W. Brier, Monthly Weather Review 78 (1950) 1-3, who sums
    over both outcomes: his score is twice this one.
    """
    said = floats(probabilities, "probabilities")
    came = floats(outcomes, "outcomes")
    same_length(said, came, "probabilities and outcomes")
    if ((said < 0) | (said > 1)).any():
        raise ValueError("probabilities lie outside 0 to 1; give shares, not percentages")
    if not ((came == 0) | (came == 1)).all():
        raise ValueError("outcomes are not all 0 or 1; give 1 for what happened and 0 for what did not")
    return float(((said - came) ** 2).mean()) if len(said) else None
