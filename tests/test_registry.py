"""The catalogue: units, bands, headlines and examples of every indicator there is; and how a broken file fails."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from indicators import registry
from indicators.core.evidence.evaluate import evaluate
from indicators.core.evidence.examples import frame_of
from indicators.core.model.catalogue import all_series, catalogue
from indicators.core.model.currencies import ISO_4217
from indicators.core.model.errors import DeclarationError
from indicators.core.model.indicator import bands
from indicators.core.text import say

ROOT = Path(__file__).parents[1]

DECLARED = {i.full(m.id): m for i in registry().values() for m in i.metrics}
EXAMPLES = [pytest.param(i, x, id=f"{i.id}: {x.title}") for i in registry().values() for x in i.examples]


def test_every_unit_is_declared_and_every_reading_says_a_number_in_it():
    for name, metric in DECLARED.items():
        unit = metric.unit.replace("money", "USD").partition(" per ")[0]
        assert unit in catalogue().units or unit in ISO_4217, name
        assert say.number(1.0, metric.unit.replace("money", "USD"), metric.shown), name


def test_bands_give_their_reason_and_source():
    for metric in DECLARED.values():
        if metric.bands:
            assert metric.bands.because.endswith(".")
            assert metric.bands.source


def test_a_headline_has_bands_so_that_an_indicator_can_make_a_call():
    assert [i.id for i in registry().values() if i.headline.bands is None] == []


@pytest.mark.parametrize("indicator", registry().values(), ids=lambda i: i.id)
def test_an_indicator_reads_like_a_spec(indicator):
    """What menus, cards and docs read is there: a question, words for each metric, a place where each gap is closed."""
    assert indicator.question.endswith("?")
    assert indicator.examples
    assert indicator.sources
    for metric in indicator.metrics:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", metric.id)
        assert metric.title
        assert metric.definition.endswith(".")
    assert set(indicator.where) <= set(indicator.series)
    for panel in indicator.panels:
        assert panel.title
        assert panel.measure
        assert panel.mark


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES)
def test_the_worked_examples_hold(indicator, example):
    result = evaluate(indicator, frame_of(example.given, indicator.entity), example.as_of)
    for name, wanted in example.expect.items():
        r = result.reading(name)
        if isinstance(wanted, str):
            assert (r.reason, r.value) == (wanted, None), r
        elif isinstance(wanted, date):
            assert r.value == wanted, r
        else:
            assert r.value == pytest.approx(wanted), r


def test_examples_name_their_own_indicators_metrics():
    for indicator in registry().values():
        for example in indicator.examples:
            assert {row["series"] for row in example.given} <= set(indicator.series)
            assert set(example.expect) <= {m.id for m in indicator.metrics}


def test_currency_codes_are_the_money_units():
    for code in ("USD", "CNY", "EUR", "HKD"):
        assert code in ISO_4217
    assert all_series()["revenue"].accepts("CNY")
    assert not all_series()["revenue"].accepts("ratio")


# One file more: found by everything, with no edit anywhere else

SOLAR = '''
"""Solar: a made-up indicator in a file of its own."""

from functools import partial

from .core.model.indicator import Card, Indicator, Metric, Panel, Source
from .core.readings.levels import level

INDICATOR = Indicator(
    id="solar",
    order=9,
    title="Solar",
    short="Solar",
    question="Does it shine?",
    entity="OpenAI",
    icon=":material/sunny:",
    series=("compute",),
    metrics=(
        Metric(id="compute", title="Compute", unit="GW", headline=True,
               compute=partial(level, series="compute", entity="OpenAI")),
    ),
    panels=(Panel(id="compute", title="Compute", measure="GW", series=("compute",), mark="level", metric="compute"),),
    card=Card(level="compute", proxies=(), panel="compute", next_step="Count again"),
    sources=(Source("A source", "https://example.org", "all of it"),),
)
'''


@pytest.fixture
def package(tmp_path):
    """A copy of the package with its data, to which a file can be added."""
    skip = shutil.ignore_patterns("__pycache__", "boards")
    for name in ("indicators", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skip)
    return tmp_path


def run(folder, *words):
    """The command line of a copy."""
    command = [sys.executable, "-m", "indicators", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own


def test_a_file_dropped_in_is_found(package):
    (package / "indicators" / "solar.py").write_text(SOLAR)
    answer = json.loads(run(package, "list", "--json").stdout)
    assert [i["id"] for i in answer["indicators"]] == ["kling", "runway", "robotics", "solar"]
    assert answer["indicators"][-1]["metrics"] == ["solar.compute"]
    assert answer["indicators"][-1]["panels"] == ["solar.compute"]
    board = str(package / "board.db")
    assert run(package, "--board", board, "init").returncode == 0
    shown = json.loads(run(package, "--board", board, "show", "solar", "--as-of", "2026-11-22", "--json").stdout)
    (reading,) = shown["indicators"][0]["readings"]
    assert (reading["metric"], reading["value"], reading["unit"]) == ("solar.compute", 1.9, "GW")


BROKEN = {
    "an unknown series": ('series=("compute",),\n    metrics', 'series=("compute", "sunshine"),\n    metrics'),
    "two headlines": (
        "    ),\n    panels",
        '        Metric(id="more", title="More", unit="GW", headline=True, compute=None),\n    ),\n    panels',
    ),
    "no headline": ("headline=True,", ""),
    "one metric id twice": (
        "    ),\n    panels",
        '        Metric(id="compute", title="More", unit="GW", compute=None),\n    ),\n    panels',
    ),
    "a panel of an undeclared metric": ('metric="compute"', 'metric="warmth"'),
    "a card of an undeclared panel": ('panel="compute"', 'panel="warmth"'),
    "a source without an address": ("https://example.org", "a book"),
    "another name than its file": ('id="solar"', 'id="lunar"'),
    "the id of another": ('id="solar"', 'id="kling"'),
    "no indicator": ("INDICATOR = Indicator(", "INDICATOR = dict("),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_declaration_fails_when_the_registry_is_loaded(package, fault):
    old, new = BROKEN[fault]
    assert SOLAR.count(old) == 1
    (package / "indicators" / "solar.py").write_text(SOLAR.replace(old, new))
    said = run(package, "list")
    assert said.returncode == DeclarationError.exit_code
    assert said.stderr.count("\n") == 1
    assert "solar" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_broken_declaration_is_a_declaration_error(package):
    (package / "indicators" / "solar.py").write_text(SOLAR.replace('id="solar"', 'id="lunar"'))
    program = "import indicators.core.model.errors as e, indicators\ntry: indicators.registry()\n"
    program += "except e.DeclarationError: print(1)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.mark.parametrize(
    ("supports", "against"), [(">= 1", "> 0.5"), ("< 1", "<= 2"), ("about 1", "< 0.5"), ("1", None), (">= x", None)]
)
def test_bands_that_make_no_sense_are_refused(supports, against):
    with pytest.raises(DeclarationError):
        bands(supports=supports, against=against, because="A reason.")
