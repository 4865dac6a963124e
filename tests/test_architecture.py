"""The arrows of the house and its rules, read from the source: who may import whom, and what is never written."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "indicators"
SOURCES = sorted(PACKAGE.rglob("*.py"))
STARTER = ROOT / "streamlit_app.py"
CATALOGUE = sorted(f.name for f in PACKAGE.glob("*.py") if f.name not in ("__init__.py", "__main__.py"))
PARTS = ("app", "cli", "actions", "memo", "figures", "core", "store", "methods")

# Whom a part may import beside itself. An arrow may skip a step; app, memo and the command line also use the store.
ALLOWED = {
    "app": {"actions", "memo", "figures", "core", "store", "methods", ""},
    "actions": {"memo", "figures", "core", "store", "methods", ""},
    "memo": {"figures", "core", "store", "methods", ""},
    "figures": {"core", "methods"},
    "store": {"core"},
    "core": {"methods"},
    "methods": set(),
    "catalogue": {"core", "methods"},
    "": {"core"},  # the registry
    "cli": {"actions", "memo", "figures", "core", "store", "methods", ""},
    "command line": {"cli", "actions", "memo", "figures", "core", "store", "methods", ""},
}
# Who alone may import what, directly.
OWNERS = {
    "altair": {"figures"},
    "vl_convert": {"figures"},
    "streamlit": {"app"},
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "docx": {"memo"},
    "pptx": {"memo"},
    "platformdirs": {"store"},
}


@cache
def text_of(file):
    """A file's text, read once for all rules."""
    return file.read_text("utf-8")


@cache
def tree_of(file):
    """A file parsed, once for all rules."""
    return ast.parse(text_of(file))


def part(file):
    """Which part of the house a file belongs to."""
    inside = file.relative_to(PACKAGE).parts
    if len(inside) > 1:
        return inside[0]
    return {"__init__.py": "", "__main__.py": "command line"}.get(inside[0], "catalogue")


def imported(file):
    """The absolute names of the modules that a file imports, wherever it does so."""
    package = ("indicators", *file.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *(node.module or "").split("."))).strip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def ours(name):
    """The part that a module of ours belongs to, None for another's."""
    if name.split(".")[0] != "indicators":
        return None
    inside = name.split(".")[1:]
    if not inside:
        return ""
    if inside[0] in PARTS:
        return inside[0]
    return "catalogue" if f"{inside[0]}.py" in CATALOGUE else ""


def where(file):
    return str(file.relative_to(ROOT))


def test_arrows_point_one_way():
    wrong = [
        f"{where(file)} ({part(file)}) imports {name}"
        for file in SOURCES
        for name in imported(file)
        if (target := ours(name)) is not None and target != part(file) and target not in ALLOWED[part(file)]
    ]
    assert wrong == []


# Inside core: who stands above whom. Rooms of one floor do not know each other.
FLOORS = ({"model"}, {"text"}, {"evidence", "entry"}, {"readings", "estimates", "claims"}, {"review"})
MOST_FILES = 15


def floor(room):
    return next(n for n, rooms in enumerate(FLOORS) if room in rooms)


def at_run_time(file):
    """The modules that a file imports, but for those that only its types name."""
    tree = tree_of(file)
    checking = [n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    only_types = {id(inner) for n in checking for inner in ast.walk(n)}
    package = ("indicators", *file.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and id(node) not in only_types:
            base = (*package[: len(package) - node.level + 1], *(node.module or "").split("."))
            yield from (tuple(part for part in (*base, alias.name) if part) for alias in node.names)


def test_arrows_inside_core_point_down():
    wrong = []
    for file in sorted((PACKAGE / "core").glob("*/**/*.py")):
        own = file.relative_to(PACKAGE / "core").parts[0]
        inside = [name for name in at_run_time(file) if name[:2] == ("indicators", "core") and len(name) > 3]
        beside = [name for name in inside if name[2] != own and floor(name[2]) >= floor(own)]
        wrong += [f"{where(file)} imports {'.'.join(name)}" for name in beside]
    assert wrong == []


def test_the_test_of_floors_sees_arrows():
    found = set(at_run_time(PACKAGE / "core" / "review" / "ahead" / "due.py"))
    assert ("indicators", "core", "evidence", "evaluate", "Evaluated") in found


def test_no_room_is_an_attic():
    for folder in {file.parent for file in SOURCES}:
        files = [f for f in folder.glob("*.py") if f.name != "__init__.py"]
        assert len(files) <= MOST_FILES, f"{folder}: {len(files)} files"
        assert ast.get_docstring(tree_of(folder / "__init__.py")), folder


def test_only_the_thesis_and_its_catalogue_know_whom_it_is_about():
    own = ("thesis.py", *CATALOGUE)
    names_of_it = re.compile(r"[Kk]ling|Sora|Runway|[Oo]pen[Aa][Ii]|[Rr]obotic|2026-03-24")
    outside = [*(f for f in SOURCES if f.parent != PACKAGE or f.name not in own), STARTER]
    assert [f"{where(f)}: {m[0]}" for f in outside for m in names_of_it.finditer(text_of(f))] == []


def test_each_library_has_one_owner():
    wrong = [
        f"{where(file)} imports {name}"
        for file in SOURCES
        for name in imported(file)
        if part(file) not in OWNERS.get(name.split(".")[0], {part(file)})
    ]
    assert wrong == []


def test_only_the_app_and_its_starter_know_streamlit():
    outside = [f for f in ROOT.glob("*.py") if "streamlit" in f.read_text("utf-8")]
    assert [f.name for f in outside] == ["streamlit_app.py"]


def test_the_test_of_arrows_sees_them():
    """Relative and absolute imports, inside functions too, are resolved: known arrows of the house are found."""
    assert "indicators.methods.growth" in set(imported(PACKAGE / "kling.py"))
    assert "indicators.core.model.observation.Draft" in set(imported(PACKAGE / "core" / "entry" / "validate.py"))
    assert ours("indicators.methods.growth") == "methods"
    assert {"store", "core"} <= {ours(name) for name in imported(PACKAGE / "cli" / "writing.py")}


def run(program):
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    return done.stdout.split()


def test_importing_the_package_loads_nothing():
    program = "import sys, indicators; print(*[m for m in sys.modules if m.startswith('indicators')])"
    assert run(program) == ["indicators"]


def test_the_readings_load_neither_app_nor_figures_nor_store():
    """What the arrows say of single files holds for all that is loaded behind them."""
    program = "import sys, indicators; indicators.registry(); print(*sys.modules)"
    loaded = set(run(program))
    assert "indicators.core.evidence.evaluate" not in loaded or "indicators.kling" in loaded
    assert not loaded & {"streamlit", "altair", "sqlite3", "sqlite_utils", "indicators.store", "indicators.app"}


# What is never written

UNSAFE = (
    r"unsafe_allow_html|\bTODO\b|\bFIXME\b|\bfor now\b|"
    r"^\s*(?:import|from) (?:pickle|shelve|marshal|dill|joblib)\b"
)


def broad(node):
    """Whether an except clause catches more than it names; one that tidies up and goes on hides nothing."""
    caught = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"all"}
    goes_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
    return not goes_on and bool(caught & {"all", "Exception", "BaseException"})


def never_written(file):
    """Each thing in a file that is never written, with its line."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ExceptHandler) and broad(node):
            yield node.lineno, "a broad except"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("eval", "exec", "compile", "__import__"):
            yield node.lineno, "code made of text"
        if isinstance(node, ast.Raise) and node.exc and "NotImplementedError" in ast.dump(node.exc):
            yield node.lineno, "NotImplementedError"
    for found in re.finditer(UNSAFE, text_of(file), re.MULTILINE):
        yield text_of(file).count("\n", 0, found.start()) + 1, found[0].strip()


def test_nothing_broad_is_caught_and_nothing_unsafe_is_called():
    assert [f"{where(file)}:{line}: {what}" for file in (*SOURCES, STARTER) for line, what in never_written(file)] == []


def most_lines(file):
    """A page fits a screen; a file holds one concept; those of the catalogue are long because they are tables."""
    if file.parent == PACKAGE / "app" / "pages":
        return 75
    return 450 if part(file) in ("catalogue", "command line") else 400


def test_a_page_fits_a_screen_and_a_file_holds_one_concept():
    lines = {where(file): (text_of(file).count("\n"), most_lines(file)) for file in SOURCES}
    assert {file: count for file, (count, most) in lines.items() if count > most} == {}


def first_statement(tree):
    """The first one behind the docstring, None where there is none."""
    rest = [node for node in tree.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    return rest[0] if rest else None


def test_a_file_says_first_what_it_is():
    silent = [where(file) for file in SOURCES if not ast.get_docstring(tree_of(file))]
    assert silent == []
    first = {file: first_statement(tree_of(file)) for file in SOURCES if file.name != "__init__.py"}
    late = [where(f) for f, node in first.items() if node and getattr(node, "module", "") != "__future__"]
    assert late == []


# CI


def test_ci_calls_make_targets_and_nothing_of_its_own():
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    scripts = [f for f in (ROOT / ".ci").iterdir() if f.is_file()]
    assert scripts
    for script in scripts:
        lines = [line.strip() for line in script.read_text("utf-8").splitlines()]
        code = [line for line in lines if line and not line.startswith("#")]
        made = [line for line in code if line.startswith("make ")]
        assert made
        plain = ("set ", "cd ", "for ", "done", "printf ", "make ")
        assert [line for line in code if not line.startswith(plain)] == []
        steps = [
            word for line in code if line.startswith("for ") for word in line.partition(" in ")[2].strip("; do").split()
        ]
        assert set(steps) - {""} <= targets
