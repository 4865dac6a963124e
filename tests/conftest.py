"""What holds for every test: no user's board is in reach; Hypothesis judges results, not seconds.

On CI it draws the same examples on each run.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("local", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True, print_blob=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session", autouse=True)
def user_folder(tmp_path_factory):
    """Stands for the user's data folder. A test that forgets to name its own board meets a folder that is not there."""
    folder = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        patch.setenv("INDICATORS_BOARD", str(folder / "not-there" / "board.db"))
        yield folder
    assert list(folder.iterdir()) == [], "a test worked on the default board"
