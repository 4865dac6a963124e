"""The version that a board notes is the program's."""

from __future__ import annotations

import tomllib
from pathlib import Path

from indicators.core.model.version import VERSION


def test_the_version_is_the_projects():
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == VERSION
