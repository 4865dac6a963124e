"""The catalogue reads what it declares: an undeclared read fails aloud, and nothing else is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings

from indicators import registry
from indicators.core.evidence.evaluate import evaluate_on
from indicators.core.evidence.evidence import Evidence
from indicators.core.evidence.examples import frame_of
from indicators.core.evidence.reads import Reads, reads_of
from indicators.core.model.errors import DeclarationError
from indicators.core.readings import peers
from indicators.core.readings.levels import level
from indicators.core.review.ahead.gaps import gaps, reads_for
from indicators.figures import figure
from tests.boards import BLOCKS, EVENTS, boards, days, generate, known_by

INDICATORS = list(registry().values())


def read_all(frame, day):
    """Every reading and picture, the peers and what is missing, each from what it declares alone."""
    for indicator in INDICATORS:
        own = reads_of([indicator])
        evaluated = evaluate_on(indicator, Evidence(frame, day, EVENTS, own))
        for panel in indicator.panels:
            if panel.bars is not None:
                panel.bars(Evidence(frame, day, EVENTS, own))
            figure(panel, evaluated, frame, EVENTS)
        gaps(indicator, INDICATORS, Evidence(frame, day, EVENTS, reads_for(INDICATORS)))
    peers.peers(Evidence(frame, day, EVENTS, peers.READS))


@settings(max_examples=15, deadline=None)
@given(boards, days)
def test_every_reading_and_picture_asks_for_what_its_indicator_declares(rows, day):
    read_all(frame_of(known_by(rows, day), ""), day)


def test_with_every_kind_of_number_on_file_too():
    for seed in range(3):
        read_all(frame_of(known_by(generate(seed, set(BLOCKS)), date(2026, 12, 1)), ""), date(2026, 12, 1))


def evaluate_some(indicator):
    """Its readings of some generated boards."""
    for seed in range(6):
        frame = frame_of(known_by(generate(seed, set(BLOCKS)), date(2026, 12, 1)), "")
        evaluate_on(indicator, Evidence(frame, date(2026, 12, 1), EVENTS, reads_of([indicator])))


@pytest.mark.parametrize("given_up", ["others", "everyone"])
def test_each_declaration_is_needed(given_up):
    """Without what an indicator declares beside its own and its panels' numbers, some reading of it fails aloud."""
    for indicator in INDICATORS:
        for one in getattr(indicator, given_up):
            less = replace(indicator, **{given_up: getattr(indicator, given_up) - {one}})
            if reads_of([less]) != reads_of([indicator]):
                with pytest.raises(DeclarationError, match="which no indicator declares: add"):
                    evaluate_some(less)


def test_a_new_reading_of_another_entity_names_what_to_add():
    kling = registry()["kling"]
    asks = replace(kling.metrics[0], compute=partial(level, series="cash", entity="Runway"))
    strange = replace(kling, metrics=(asks, *kling.metrics[1:]))
    evidence = Evidence(frame_of([], ""), date(2026, 12, 1), (), reads_of([strange]))
    with pytest.raises(DeclarationError) as refused:
        evaluate_on(strange, evidence)
    assert str(refused.value) == (
        'A reading asks for "cash" of Runway, which no indicator declares: add ("cash", "Runway") to `others`.'
    )


def test_what_is_asked_of_others_is_among_the_indicators_series():
    broken = replace(registry()["kling"], everyone=frozenset({"cash"}))
    assert broken.problems() == ['series: "cash" is asked of others, but the indicator does not list it.']


def test_reads_name_each_range_once():
    reads = Reads(frozenset({("mau", "Kling AI"), ("cash", "Runway")}), frozenset({"mau"}))
    assert reads.ranges == (("mau", None), ("cash", "Runway"))
    assert reads.meets([("mau", "Vidu")])
    assert not reads.meets([("cash", "Kling AI")])
