"""The app on boards of the tests' own, at a time of their own."""

from __future__ import annotations

import shutil

import pytest

from indicators.store import init
from indicators.store.file import clock
from tests.app.screens import NOW


@pytest.fixture(scope="session")
def public_board(tmp_path_factory):
    """The public record, loaded once; nobody writes to it."""
    path = tmp_path_factory.mktemp("public") / "board.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        init(path)
    return path


@pytest.fixture
def looked_at(public_board, monkeypatch):
    """The app shows the public record; only for who looks."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("INDICATORS_BOARD", str(public_board))
    return public_board


@pytest.fixture
def own_board(public_board, tmp_path, monkeypatch):
    """The app shows a copy of the public record, to write to."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    path = tmp_path / "board.db"
    shutil.copyfile(public_board, path)
    monkeypatch.setenv("INDICATORS_BOARD", str(path))
    return path
