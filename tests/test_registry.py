"""The catalogue against the contract: ids in their order, units, bands, examples; and how a broken file fails."""

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
from indicators.core.model.catalogue import all_series
from indicators.core.model.currencies import ISO_4217
from indicators.core.model.errors import DeclarationError
from indicators.core.model.indicator import bands

ROOT = Path(__file__).parents[1]

# Typed from section 5 of the contract: every metric in its order, with its unit. `money` is the currency of its inputs.
METRICS = {
    "kling.mau": "users",
    "kling.mau_growth_1m": "ratio per month",
    "kling.mau_cmgr": "ratio per month",
    "kling.mau_growth_1y": "ratio",
    "kling.mau_trend": "ratio per month",
    "kling.wau_change": "ratio",
    "kling.reaction_gap": "ratio",
    "kling.share": "ratio",
    "kling.excess_users": "users",
    "kling.capture_rate": "ratio",
    "kling.draw_index": "index",
    "kling.net_churn": "users",
    "kling.retention_d1": "ratio",
    "kling.retention_d7": "ratio",
    "kling.retention_d30": "ratio",
    "kling.retention_d60_given_d30": "ratio",
    "kling.retention_d90_given_d30": "ratio",
    "kling.retention_model": "ratio",
    "kling.retention_change_d30": "ratio",
    "kling.revenue": "money",
    "kling.revenue_growth_1q": "ratio",
    "kling.revenue_growth_1y": "ratio",
    "kling.revenue_growth_change": "ratio",
    "kling.revenue_year_ratio": "ratio",
    "kling.arr": "money",
    "kling.arr_growth_1m": "ratio per month",
    "kling.run_rate_gap": "ratio",
    "kling.sora_downloads_change": "ratio",
    "kling.prize_at_sora_spend": "ratio",
    "runway.net_burn": "money per month",
    "runway.cash_today": "money",
    "runway.months": "months",
    "runway.cash_out_on": "date",
    "runway.p_under_12": "ratio",
    "runway.p_under_24": "ratio",
    "runway.default_alive": "1",
    "runway.burn_multiple": "ratio",
    "runway.last_round_months": "months",
    "runway.months_since_round": "months",
    "runway.burn_for_24m": "money per month",
    "runway.breakeven_cost": "money per month",
    "runway.arr": "money",
    "runway.arr_growth_1m": "ratio per month",
    "runway.arr_growth_1y": "ratio per year",
    "runway.arr_per_head": "money",
    "runway.value_to_arr": "ratio",
    "runway.capital_share": "ratio",
    "runway.headcount_growth_1m": "ratio per month",
    "runway.wau_change": "ratio",
    "robotics.open_roles": "roles",
    "robotics.hiring_velocity": "roles per week",
    "robotics.hiring_acceleration": "ln ratio",
    "robotics.role_share": "ratio",
    "robotics.headcount_growth_1m": "ratio per month",
    "robotics.openings_rate": "ratio",
    "robotics.compute_growth_1y": "ratio",
    "robotics.compute_share": "ratio",
    "robotics.freed_compute_ceiling": "ratio",
    "robotics.papers": "papers",
    "robotics.papers_quarter": "papers",
    "robotics.papers_rate_ratio": "ratio",
    "robotics.first_paper_on": "date",
    "robotics.field_papers_quarter": "papers",
    "robotics.field_growth_1y": "ratio",
    "robotics.proof_points": "1",
}
# Section 4: the units that a reading may have, beside a currency code and `<code> per month`.
UNITS = (
    *("users", "downloads", "ratio", "ratio per month", "ratio per year", "roles", "roles per week", "people"),
    *("papers", "months", "index", "ln ratio", "date", "GW", "1"),
)
BANDS = {
    "kling.mau_growth_1m": (">= 0.045", "< 0.024"),
    "kling.revenue_growth_1q": (">= 0.31", "< 0.13"),
    "kling.retention_d30": (">= 0.05", "< 0.02"),
    "kling.draw_index": (">= 120", "< 80"),
    "kling.capture_rate": (">= 0.5", "< 0.2"),
    "runway.months": (">= 24", "< 12"),
    "runway.burn_multiple": ("< 1", "> 2"),
    "runway.arr_growth_1y": (">= 1", "< 0.4"),
    "robotics.hiring_velocity": (">= 2", "< 0.5"),
    "robotics.compute_share": ("> 0.02", "< 0.007"),
    "robotics.papers": (">= 1", None),
}
HEADLINES = {"kling": "mau_growth_1m", "runway": "months", "robotics": "hiring_velocity"}
DECLARED = {i.full(m.id): m for i in registry().values() for m in i.metrics}
EXAMPLES = [pytest.param(i, x, id=f"{i.id}: {x.title}") for i in registry().values() for x in i.examples]


def test_every_metric_of_the_contract_in_its_order_with_its_unit():
    assert {name: metric.unit for name, metric in DECLARED.items()} == METRICS
    assert list(DECLARED) == list(METRICS)


def test_units_are_of_the_contract():
    assert {unit for unit in METRICS.values() if not unit.startswith("money")} <= set(UNITS)


@pytest.mark.parametrize("name", METRICS)
def test_bands_are_of_the_contract(name):
    own = DECLARED[name].bands
    found = None if own is None else (str(own.supports), None if own.against is None else str(own.against))
    assert found == BANDS.get(name)


def test_bands_give_their_reason_and_source():
    for metric in DECLARED.values():
        if metric.bands:
            assert metric.bands.because.endswith(".")
            assert metric.bands.source


def test_headlines():
    assert {i.id: i.headline.id for i in registry().values()} == HEADLINES
    assert all(i.full(i.headline.id) in BANDS for i in registry().values())


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
