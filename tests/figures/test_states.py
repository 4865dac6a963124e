"""What a figure shows when numbers are missing, single, old, bounded, ranged, planned or of several bases."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.core.evidence.comparable import comparable
from tests.boards import boards, days, known_by
from tests.figures.conftest import PANELS, drawn
from tests.figures.pictures import finite, said, words


def rules(made):
    """The straight lines of a figure."""
    return made.standalone()["datasets"]["rules"]


def segments(made):
    """The lines that join numbers."""
    return [row for row in rules(made) if row["line"]]


def legend(made):
    """The marks of the legend."""
    return made.standalone()["datasets"]["swatches"]


def mau(period, value=None, **more):
    return {"series": "mau", "period": period, "value": value, "basis": "panel"} | more


@pytest.mark.parametrize("name", PANELS)
def test_without_numbers_there_is_an_axis_and_a_sentence_and_no_mark(name):
    made = drawn(name)
    assert made.ids == ()
    assert made.title.startswith("No ")
    assert made.note
    assert legend(made) == []
    text = said(made.svg().decode())
    assert "No number on file" in text
    assert made.note.split(". ")[0] in text
    assert not any(line.startswith("Source") for line in made.footer)


def test_one_number_is_a_point_without_a_line():
    made = drawn("kling.users", mau("2026-03", 7.8e6))
    assert segments(made) == []
    assert len(made.ids) == 1
    assert "A growth rate needs another number on that basis." in made.note
    assert "7.8M, Mar 2026" in said(made.svg().decode())


def test_two_bases_are_two_marks_a_break_and_a_sentence():
    rows = [
        mau(f"2026-0{m}", 1e6 * m, basis=basis)
        for m, basis in ((1, "company"), (2, "company"), (4, "panel"), (5, "panel"))
    ]
    made = drawn("kling.users", *rows)
    assert len(segments(made)) == 2
    assert {row["line"].split(" | ")[2] for row in segments(made)} == {"company", "panel"}
    assert "//" in said(made.svg().decode())
    assert "Not comparable: 2M in Feb 2026 (company) and 5M in May 2026 (panel)." in made.note


def test_lengths_that_do_not_compare_are_not_joined():
    rows = [mau("2026-01", 1e6), mau("2026-Q2", 2e6), mau("2026-07", 3e6)]
    joined = [(row["y"], row["y2"]) for row in segments(drawn("kling.users", *rows))]
    assert joined == [(1e6, 3e6)]


def test_old_numbers_end_in_dashes_that_say_so():
    made = drawn("kling.users", mau("2026-03", 7.8e6), as_of=date(2026, 11, 22))
    assert "no newer number" in said(made.svg().decode())
    dashes = [row for row in rules(made) if row["tip"] == "No newer number by 22 Nov 2026"]
    assert [(row["y"], row["y2"], row["x2"][:10]) for row in dashes] == [(7.8e6, 7.8e6, "2026-11-22")]
    fresh = drawn("kling.users", mau("2026-03", 7.8e6), as_of=date(2026, 4, 10))
    assert "no newer number" not in said(fresh.svg().decode())


def test_a_range_is_a_whisker_from_low_to_high():
    made = drawn("kling.users", mau("2026-03", 7.8e6, low=7e6, high=9e6, grade="estimate"))
    whiskers = [(row["y"], row["y2"]) for row in rules(made) if row["front"] and row["ink"] == "#0072B2"]
    assert whiskers == [(7e6, 9e6)]
    assert "range, low to high" in said(made.svg().decode())


def test_a_range_alone_is_said_as_one():
    made = drawn("kling.users", mau("2026-03", low=7e6, high=9e6, grade="estimate"))
    assert "7M to 9M" in made.title
    assert made.table["Value"][0] == "7M to 9M"


@pytest.mark.parametrize(
    ("grade", "shape", "fill", "dashed", "words_"),
    [
        ("reported", "circle", "#0072B2", 0, "as reported"),
        ("estimate", "circle", "#FFFFFF", 0, "third-party estimate"),
        ("floor", "triangle-up", "#0072B2", 0, "more than (a floor)"),
        ("ceiling", "triangle-down", "#0072B2", 0, "less than (a ceiling)"),
        ("derived", "circle", "#FFFFFF", 1, "our arithmetic"),
        ("assumption", "square", "#CCE3F0", 1, "our assumption (light, dashed)"),
    ],
)
def test_the_grade_is_in_the_mark_and_in_the_legend(grade, shape, fill, dashed, words_):
    made = drawn("kling.users", mau("2026-03", 7.8e6, grade=grade))
    (dot,) = made.standalone()["datasets"]["dots"]
    assert (dot["shape"], dot["fill"], dot["ink"], dot["dashed"]) == (shape, fill, "#0072B2", dashed)
    (mark,) = legend(made)
    assert (mark["shape"], mark["fill"], mark["dashed"]) == (shape, fill, dashed)
    assert words_ in said(made.svg().decode())
    assert len(legend(drawn("kling.users", mau("2026-03", 7.8e6)))) == 1  # only what occurs


def test_bounds_keep_their_sign_over_a_bar():
    rows = [
        {"series": "revenue", "period": f"2026-Q{q}", "value": v, "unit": "CNY", "grade": g, "basis": "results"}
        for q, v, g in ((1, 600e6, "floor"), (2, 900e6, "ceiling"), (3, 990e6, "reported"))
    ]
    made = drawn("kling.revenue", *rows)
    labels = [word.text for word in words(made.svg().decode())]
    # a ceiling over a floor bounds growth from above; a reported number over a ceiling from below
    for text in ("> 600", "< 900", "990", "at most +50%", "at least +10%"):
        assert text in labels
    assert made.title == "Kling AI revenue: CNY 990M in Q3 2026, at least +10% on Q2, after at most +50%"


def test_bars_of_another_length_are_left_out_and_named():
    rows = [{"series": "revenue", "period": p, "value": 1e8, "unit": "CNY"} for p in ("2025-Q4", "2026-Q1", "2025")]
    made = drawn("kling.revenue", *rows)
    assert len(made.ids) == 2
    assert made.note.endswith("1 year left out: bars show quarters.")


def test_a_second_currency_is_left_out_and_named():
    rows = [{"series": "revenue", "period": f"2026-Q{q}", "value": 1e8, "unit": u} for q, u in ((1, "CNY"), (2, "USD"))]
    made = drawn("kling.revenue", *rows)
    assert len(made.ids) == 1
    assert "1 in CNY left out: this axis is in USD." in made.note
    assert made.subtitle.startswith("Kling AI revenue by quarter, USD million")


def test_plans_are_not_drawn():
    made = drawn("kling.users", mau("2026-03", 7.8e6), mau("2026-12", 9e6, known_on="2026-03-01"))
    assert len(made.ids) == 1


def test_months_get_monthly_ticks():
    rows = [{"series": "downloads", "entity": "Sora", "period": f"2026-0{m}", "value": 1e6} for m in range(1, 7)]
    labels = {word.text for word in words(drawn("kling.sora", *rows, as_of=date(2026, 7, 1)).svg().decode())}
    assert {"Jan 26", "Feb 26", "Mar 26", "Apr 26", "May 26", "Jun 26"} <= labels


def test_rounds_carry_their_name_and_amount():
    rows = [
        {"series": "funding_round", "period": p, "value": v, "label": n}
        for p, v, n in (("2025-04-03", 308e6, "Series D"), ("2026-02-10", 315e6, "Series E"))
    ]
    made = drawn("runway.rounds", *rows)
    assert {"308", "Series D", "315", "Series E"} <= {word.text for word in words(made.svg().decode())}
    assert made.title == "Runway: Series E, USD 315M, on 10 Feb 2026; newest of 2 on file"


def test_no_retention_curve_without_retention_of_its_own():
    rows = [
        {
            "series": "retention",
            "entity": "Sora",
            "period": "2025-10",
            "age_days": a,
            "value": v,
            "known_on": "2025-12-04",
        }
        for a, v in ((1, 0.1), (7, 0.02), (30, 0.01))
    ]
    made = drawn("kling.retention", *rows)
    assert {row["ink"] for row in segments(made)} == {"#D55E00"}
    assert made.title == "No retention of Kling AI on file; on day 30: Sora 1%"


def test_a_comparison_takes_one_period():
    change = {"series": "wau_change", "period": "2026-03-24..2026-04-02", "unit": "ratio"}
    made = drawn(
        "kling.reaction",
        change | {"value": 0.04},
        change | {"entity": "Vidu", "value": 0.01},
        change | {"entity": "Vidu", "value": 0.5, "period": "2026-05"},
    )
    assert made.title == "Kling AI +4%, Vidu +1% from 24 Mar to 2 Apr 2026"


def test_rights_and_invention_are_said_in_the_footer():
    licensed = drawn("kling.users", mau("2026-03", 7.8e6, rights="licensed"))
    assert licensed.footer[-1] == "Licensed data, internal use."
    both = drawn("kling.users", mau("2026-03", 7.8e6, rights="licensed"), mau("2026-04", 8e6, rights="confidential"))
    assert both.footer[-1] == "Confidential: not for distribution."
    invented = drawn("kling.users", mau("2026-03", 7.8e6), example=True)
    assert invented.footer[-1].startswith("INVENTED DATA")
    assert "INVENTED DATA" in {word.text for word in words(invented.svg().decode())}
    assert [*invented.on_screen(dark=False)["datasets"]["water"]["text"]] == ["INVENTED DATA"]


def test_an_id_changes_with_what_is_shown_and_with_nothing_else():
    one = drawn("kling.users", mau("2026-03", 7.8e6), mau("2026-02", 7.7e6))
    same = drawn("kling.users", mau("2026-03", 7.8e6), mau("2026-02", 7.7e6))
    other = drawn("kling.users", mau("2026-03", 7.8e6), mau("2026-02", 7.6e6))
    later = drawn("kling.users", mau("2026-03", 7.8e6), mau("2026-02", 7.7e6), as_of=date(2026, 11, 23))
    assert one.id == same.id
    assert len({one.id, other.id, later.id}) == 3


def test_an_id_is_the_same_in_another_process():
    code = (
        "from tests.figures.conftest import drawn;"
        "print(drawn('kling.users', {'series': 'mau', 'period': '2026-03', 'value': 7.8e6, 'basis': 'panel'}).id)"
    )
    for seed in ("1",):  # this process has another
        told = subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        assert told.stdout.strip() == drawn("kling.users", mau("2026-03", 7.8e6)).id


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rows=boards, day=days, name=st.sampled_from(PANELS))
def test_any_board_gives_a_figure_whose_lines_join_comparable_numbers(rows, day, name):
    made = drawn(name, *known_by(rows, day), as_of=day)
    assert finite(made.standalone()["datasets"])
    shown = {(g.series, g.entity, g.basis): g.rows for g in made.shown.groups}
    for row in segments(made):
        group = shown[tuple(row["line"].split(" | ")[:3])]
        assert len({(o.series, o.entity, o.basis, o.unit) for o in group}) == 1
        if made.shown.panel.mark == "level":
            ends = [[o for o in group if o.number == y] for y in (row["y"], row["y2"])]
            assert any(comparable(a, b) for a in ends[0] for b in ends[1])
    made.on_screen(dark=True)


def paper(title, note, entity="Field"):
    return {
        "series": "papers",
        "entity": entity,
        "period": "2026-05",
        "value": 1,
        "basis": "generated robot data",
        "unit": "papers",
        "label": title,
        "note": note,
    }


@pytest.mark.parametrize(
    ("named", "title"),
    [
        (["NVIDIA", "NVIDIA", "GigaAI"], "NVIDIA leads the listed papers with 2; none names OpenAI"),
        (["NVIDIA", "GigaAI"], "GigaAI and NVIDIA lead the listed papers with 1 each; none names OpenAI"),
        (["NVIDIA", "GigaAI", "CASIA"], "3 organisations lead the listed papers with 1 each; none names OpenAI"),
        (["OpenAI", "OpenAI", "GigaAI"], "OpenAI leads the listed papers with 2"),
        (["NVIDIA", "NVIDIA", "OpenAI"], "NVIDIA leads the listed papers with 2; 1 names OpenAI"),
    ],
)
def test_nobody_leads_a_league_alone_where_several_are_first(named, title):
    made = drawn("robotics.league", *(paper(f"Paper {i}", f"{name}; video") for i, name in enumerate(named)))
    assert made.title == title


def test_a_league_says_whom_it_leaves_out_and_keeps_the_entity():
    names = [*"ABCDEFGHI", "OpenAI"]
    made = drawn("robotics.league", *(paper(f"Paper {i}", f"{name} Lab; video") for i, name in enumerate(names[:-1])))
    assert made.note.endswith("1 more organisation left out, with at most 1 each.")
    more = drawn("robotics.league", *(paper(f"Paper {i}", f"{name}; video") for i, name in enumerate(names)))
    assert "OpenAI" in more.shown.entities
    assert more.note.endswith("2 more organisations left out, with at most 1 each.")


def test_a_curve_that_ends_early_hides_no_other_and_says_on_which_day():
    def share(entity, age, value, basis="panel"):
        row = {"series": "retention", "entity": entity, "period": "2026-05", "age_days": age, "value": value}
        return row | {"basis": basis, "unit": "ratio"}

    curves = {"Kling AI": {1: 0.3, 30: 0.06, 90: 0.03}, "Sora": {1: 0.1, 30: 0.01, 60: 0.005}}
    curves["Hailuo AI"] = {1: 0.2, 30: 0.024, 60: 0.014, 90: 0.012}
    rows = [share(name, age, value) for name, ages in curves.items() for age, value in ages.items()]
    rows += [share("Kling AI", age, value, "panel, rolling") for age, value in {1: 0.42, 7: 0.27, 30: 0.16}.items()]
    text = [word.text for word in words(drawn("kling.retention", *rows).svg().decode())]
    assert "Sora 0.5% on day 60" in text
    assert "Kling AI 16%, panel, rolling" in text
    assert "Kling AI 3%, panel" in text
