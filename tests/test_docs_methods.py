"""docs/methods.md says what the docstrings say, and each formula says when it is not known."""

from __future__ import annotations

import inspect
import pkgutil
import runpy
from pathlib import Path

import pytest

from indicators import methods

DOCS = Path(__file__).parents[1] / "docs"
GENERATOR = runpy.run_path(str(DOCS / "generate" / "methods.py"))


def test_the_page_is_what_its_generator_writes():
    assert (DOCS / "methods.md").read_text(encoding="utf-8") == GENERATOR["page"](), "run make docs"


def test_every_module_of_formulas_has_its_section():
    public = {module.name for module in pkgutil.iter_modules(methods.__path__) if not module.name.startswith("_")}
    assert set(GENERATOR["MODULES"]) == public


def test_every_formula_that_can_be_unknown_says_when():
    modules = [__import__(f"indicators.methods.{name}", fromlist=[name]) for name in GENERATOR["MODULES"]]
    functions = [one for module in modules for one in GENERATOR["offered"](module) if inspect.isfunction(one)]
    unknown = [one for one in functions if "| None" in str(inspect.signature(one).return_annotation)]
    silent = [one.__name__ for one in unknown if "None" not in one.__doc__ and "otherwise as" not in one.__doc__]
    assert len(unknown) > 15
    assert silent == []


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("The ratio per month; None for x0 <= 0.", ["The ratio per month.", "None for x0 <= 0."]),
        ("None at 0; NaN raises ValueError.", ["None at 0.", "NaN raises ValueError."]),
        ("None where it never ends; 0 where there is none.", ["None where it never ends; 0 where there is none."]),
        ("It must hold; otherwise, ValueError.", ["It must hold; otherwise, ValueError."]),
        ("a per age; b per age.", ["a per age; b per age."]),
    ],
)
def test_sentences_are_split_where_they_turn_to_an_edge(sentence, parts):
    assert GENERATOR["_clauses"](sentence) == parts
