"""The version of the program, as pyproject.toml has it; a board notes by which one it was brought to its schema."""

from __future__ import annotations

VERSION = "0.1.0"
