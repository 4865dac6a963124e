"""The plan of the house as it stands: `python -m tests.house` lists the rooms and the arrows between them."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.test_architecture import CATALOGUE, PACKAGE, SOURCES, at_run_time, imported, ours, part


def rooms() -> list[str]:
    """A line for each folder: how many files it holds, and what its `__init__` says that it is."""
    lines = []
    for room in sorted({file.parent for file in SOURCES}):
        said = ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))) or ""
        files = sum(file.parent == room and file.name != "__init__.py" for file in SOURCES)
        lines.append(f"{room.relative_to(PACKAGE.parent)!s:<38} {files:>3}  {said.splitlines()[0]}")
    return lines


def arrows() -> list[str]:
    """Who imports whom, of the parts of the package and of the rooms of core."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in SOURCES:
        own = part(file) or "registry"
        found[own] |= {target for name in imported(file) if (target := ours(name)) and target != own}
    core = PACKAGE / "core"
    for file in core.glob("*/**/*.py"):
        own = file.relative_to(core).parts[0]
        inside = {name[2] for name in at_run_time(file) if name[:2] == ("indicators", "core") and len(name) > 3}
        found[f"core/{own}"] |= {f"core/{room}" for room in inside if room != own}
    return [f"{own} -> {', '.join(sorted(targets)) or 'nothing of ours'}" for own, targets in sorted(found.items())]


if __name__ == "__main__":
    print(*rooms(), "", f"The catalogue: {', '.join(CATALOGUE)}", "", *arrows(), sep="\n")  # noqa: T201 - its answer
