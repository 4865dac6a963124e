"""The catalogue: units, bands, headlines and examples of every indicator there is; and how a broken file fails."""

from __future__ import annotations

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


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package with its data, to which files can be added."""
    folder = tmp_path_factory.mktemp("package")
    skip = shutil.ignore_patterns("__pycache__", "boards")
    for name in ("indicators", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=skip)
    return folder


# What is written in place of what, and what the fault's line says behind the file's name
MORE = '        Metric(id="{}", title="More", unit="GW", headline={}, compute=None),\n    ),\n    panels'
BROKEN = {
    "an unknown series": (
        'series=("compute",),\n    metrics',
        'series=("compute", "sunshine"),\n    metrics',
        'series: "sunshine" is declared nowhere.',
    ),
    "an unknown unit": ('unit="GW"', 'unit="suns"', 'metric compute: the unit "suns" is declared nowhere.'),
    "two headlines": ("    ),\n    panels", MORE.format("more", "True"), "metrics: exactly one is the headline."),
    "no headline": ("headline=True,", "", "metrics: exactly one is the headline."),
    "one metric id twice": (
        "    ),\n    panels",
        MORE.format("compute", "False"),
        'metrics: the id "compute" stands twice.',
    ),
    "a panel of an undeclared metric": (
        'metric="compute"',
        'metric="warmth"',
        'panel compute: the metric "warmth" is not declared.',
    ),
    "a card of an undeclared panel": ('panel="compute"', 'panel="warmth"', 'card: the panel "warmth" is not declared.'),
    "a source without an address": ("https://example.org", "a book", 'sources: "A source" has no http address.'),
    "another name than its file": ('id="solar"', 'id="lunar"', 'it declares the indicator "lunar"'),
    "the id of another": ('id="solar"', 'id="kling"', 'it declares the indicator "kling"'),
    "no indicator": ("INDICATOR = Indicator(", "INDICATOR = dict(", "it declares 0 indicators"),
}


def test_every_fault_of_every_file_is_told_at_once_in_one_line_by_file(package):
    for place, (old, new, _) in enumerate(BROKEN.values()):
        assert SOLAR.count(old) == 1
        text = SOLAR.replace(old, new).replace('id="solar"', f'id="solar_{place}"')
        (package / "indicators" / f"solar_{place}.py").write_text(text)
    command = [sys.executable, "-m", "indicators", "list"]
    said = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (DeclarationError.exit_code, "", 1), said.stderr
    assert f"{len(BROKEN)} faults: " in said.stderr
    for place, (fault, (_, _, words)) in enumerate(BROKEN.items()):
        assert re.search(rf"solar_{place}\.py[:,] {re.escape(words)}", said.stderr), (fault, said.stderr)


@pytest.mark.parametrize(
    ("supports", "against"), [(">= 1", "> 0.5"), ("< 1", "<= 2"), ("about 1", "< 0.5"), ("1", None), (">= x", None)]
)
def test_bands_that_make_no_sense_are_refused(supports, against):
    with pytest.raises(DeclarationError):
        bands(supports=supports, against=against, because="A reason.")
