# ruff: noqa: INP001 - scripts in a folder, not a package
"""Write docs/methods.md from the docstrings of the formulas: `python docs/generate/methods.py FILE`.

A docstring's sentences on None and ValueError become a list below its formula, and its source a line of its own.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder and not installed

PACKAGE = "indicators.methods"
MODULES = ("growth", "retention", "capture", "cash", "shares", "counts", "scoring", "estimate", "draws")

# What the formulas of a module rest on: a module of its own, or one of its functions.
BEHIND = {"growth": ("_logline", "fit_log_line"), "retention": ("_sbg", ""), "capture": ("_walk", "walk")}

HEAD = """\
# Methods

Made by `make docs` from the docstrings in `indicators/methods`; not edited by hand.

A formula takes numbers and gives numbers; it knows nothing of series, boards or screens. A result that is not known is
`None`, never 0 and never infinity; input that cannot be meant raises `ValueError`. How often the intervals hold the
truth stands in [calibration.md](calibration.md).
"""

Documented = Callable[..., object]


def page() -> str:
    """Return the page in Markdown: a section for each module, in it a part for each function and kind of result."""
    modules = [importlib.import_module(f"{PACKAGE}.{file}") for file in MODULES]
    index = [f"- [{name(module)}](#{name(module)}): {_paragraphs(module)[0]}" for module in modules]
    text = "\n".join([HEAD, *index, *(section(module) for module in modules)])
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def name(module: ModuleType) -> str:
    """Return a module's own name."""
    return module.__name__.rpartition(".")[2]


def section(module: ModuleType) -> str:
    """Return a module's section: what it is about, its parts, and what they rest on."""
    parts = [f"\n## {name(module)}\n", *(f"{text}\n" for text in _paragraphs(module))]
    parts += [part(one) for one in offered(module)]
    if name(module) in BEHIND:
        file, function = BEHIND[name(module)]
        behind = importlib.import_module(f"{PACKAGE}.{file}")
        parts.append("### What it rests on\n")
        parts += [described(getattr(behind, function))] if function else [f"{text}\n" for text in _paragraphs(behind)]
    return "\n".join(parts)


def offered(module: ModuleType) -> list[Documented]:
    """Return the public functions and classes of a module, its own before what it hands on."""
    listed = getattr(module, "__all__", None)
    found = [
        one
        for name, one in vars(module).items()
        if (inspect.isfunction(one) or inspect.isclass(one))
        and (name in listed if listed else one.__module__ == module.__name__ and not name.startswith("_"))
    ]
    return sorted(found, key=lambda one: one.__module__ != module.__name__)


def part(one: Documented) -> str:
    """Return the part on a function, or on a kind of result with its properties and methods."""
    if not inspect.isclass(one):
        return f"### `{_signature(one)}`\n\n{described(one)}"
    members = [
        (f".{name}" if isinstance(member, property) else f".{_signature(member)}", member)
        for name, member in vars(one).items()
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property))
    ]
    lines = [f"- `{shown}`: {_tidy(' '.join(_paragraphs(member)))}" for shown, member in members]
    return "\n".join([f"### `{_signature(one)}`", "", described(one), *lines, *([""] if lines else [])])


def described(one: Documented) -> str:
    """Return a docstring as its formula, a list of what is None or raises, and its source."""
    text, _, source = " ".join(_paragraphs(one)).partition(" Source: ")
    first, *rest = [clause for sentence in re.split(r"(?<=\.) ", text) for clause in _clauses(sentence)]
    formula = " ".join([first, *(clause for clause in rest if not _is_edge(clause))])
    edges = [f"- {_tidy(_capital(clause))}" for clause in rest if _is_edge(clause)]
    return "\n".join([_tidy(formula), "", *edges, "", *([f"Source: {source}", ""] if source else [])])


def _clauses(sentence: str) -> list[str]:
    """Split at its semicolons a sentence that says a value, when it is None and what raises, or two of the three."""
    clauses = sentence.split("; ")
    edges = [_is_edge(clause) and not clause.startswith("otherwise") for clause in clauses]
    if not edges[-1] or (len(clauses) > 1 and all(edges) and "None" in clauses[-1]):
        return [sentence]
    return [clause if clause.endswith(".") else f"{clause}." for clause in clauses]


def _is_edge(clause: str) -> bool:
    return re.search(r"\bNone\b|\braises?\b|\bValueError\b", clause) is not None


def _tidy(text: str) -> str:
    text = re.sub(r"^Return (the|what|where|how|whether) ", lambda found: f"{found[1].capitalize()} ", text)
    text = re.sub(r"^Return ", "", text)
    return re.sub(r"(?<!`)\b(None|ValueError)\b(?!`)", r"`\1`", text)


def _capital(clause: str) -> str:
    """Begin a sentence with a capital, unless it begins with a symbol."""
    return re.sub(r"^(an?|[a-z]{3,}) (?!<)", lambda found: f"{found[1].capitalize()} ", clause)


def _signature(one: Documented) -> str:
    parameters = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for name, parameter in inspect.signature(one).parameters.items()
        if name != "self"
    ]
    if inspect.isclass(one):  # the order of a result's parts, not how it is made
        return f"{one.__name__}({', '.join(parameter.name for parameter in parameters)})"
    return f"{one.__name__}{inspect.Signature(parameters)}"


def _paragraphs(one: object) -> list[str]:
    """Return the paragraphs of a docstring, each on one line."""
    return [" ".join(text.split()) for text in (inspect.getdoc(one) or "").split("\n\n")]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
