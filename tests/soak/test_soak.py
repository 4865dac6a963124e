"""The promises about a board's data in short; `make soak` runs them in full."""

from __future__ import annotations

import pytest

from tests.soak.promise import quiet
from tests.soak.promises import PROMISES


@pytest.mark.parametrize("promise", [pytest.param(p, id=p.run.__name__) for p in PROMISES if p.short])
def test_the_promise_holds(promise, tmp_path):
    assert promise.run(tmp_path, promise.short, quiet)


def test_what_is_left_to_the_full_run_needs_a_browser():
    assert [p.run.__name__ for p in PROMISES if not p.short] == ["real_windows"]
    assert all(p.full > p.short for p in PROMISES)
