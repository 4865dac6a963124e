"""Brier's own example, and laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.methods.scoring import brier

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30)


def test_briers_example():
    """Brier, Monthly Weather Review 78 (1950) 1, table 1: ten forecasts score 0.19 over both outcomes, so 0.095."""
    said = [0.7, 0.9, 0.8, 0.4, 0.2, 0, 0, 0, 0, 0.1]
    came = [0, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert brier(said, came) == pytest.approx(0.19 / 2)


@given(pairs=PAIRS)
def test_score_lies_between_0_and_1_and_turns_over(pairs):
    said, came = (np.array(side) for side in zip(*pairs, strict=True))
    assert 0 <= brier(said, came) <= 1
    assert brier(1 - said, ~came) == pytest.approx(brier(said, came), abs=1e-12)


def test_certain_and_right_is_0_certain_and_wrong_is_1():
    assert brier([1, 0], [True, False]) == 0
    assert brier([1, 0], [False, True]) == 1


def test_nothing_scored_is_none():
    assert brier([], []) is None


@pytest.mark.parametrize(
    ("said", "came"), [([0.5], []), ([70], [1]), ([-0.1], [1]), ([0.5], [0.5]), ([math.nan], [1]), ([0.5], [math.nan])]
)
def test_what_cannot_be_meant_raises(said, came):
    with pytest.raises(ValueError, match=r"length|outside|not all|NaN"):
        brier(said, came)
