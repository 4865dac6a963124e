"""Every panel of the registry on the public record: what an investor pastes into a memo."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd
import pytest

from tests.figures.conftest import PANELS
from tests.figures.pictures import finite, png, said, size, words

every = pytest.mark.parametrize("name", PANELS)
ONE_OF_EACH = ("kling.users", "kling.retention", "kling.revenue", "robotics.papers", "robotics.spend")
SIZES = {"memo": (1430, 805, 220), "slide": (2706, 1232, 220), "web": (1200, 675, 96)}


@every
def test_a_picture_says_what_the_figure_says(public, name):
    made = public[name]
    text = said(made.svg().decode())
    for part in (made.title, made.subtitle, *made.footer):
        assert part in text
    assert made.id in text
    assert made.id.startswith(name.replace(".", "-").replace("_", "-"))
    assert "22 Nov 2026, UTC" in text


@every
def test_no_text_meets_another_or_leaves_the_picture(public, name):
    for preset in SIZES:
        svg = public[name].svg(preset).decode()
        wide, high = size(svg)
        found = words(svg)
        assert all(w.left >= 0 and w.right <= wide and w.top >= 0 and w.bottom <= high for w in found)
        for i, word in enumerate(found):
            assert [other.text for other in found[i + 1 :] if word.meets(other)] == [], word.text


@pytest.mark.parametrize(
    ("name", "preset"), [*((n, "memo") for n in PANELS), ("kling.revenue", "slide"), ("kling.users", "web")]
)
def test_a_png_has_its_size_and_says_its_resolution(public, name, preset):
    facts = png(public[name].png(preset))
    assert (facts["width"], facts["height"], round(facts["dpi"])) == SIZES[preset]
    assert facts["texts"] == {"Title": public[name].title, "Description": public[name].alt}


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_the_same_figure_is_the_same_bytes(public, name):
    assert public[name].png() == public[name].png()
    assert public[name].svg() == public[name].svg()


@every
def test_the_alternative_text_holds_the_newest_number_and_its_day(public, name):
    made = public[name]
    if not len(made.table):
        assert made.alt.startswith("Empty ")
        assert made.title in made.alt
        return
    newest = made.table.iloc[0]
    if made.panel != "robotics.papers":  # its numbers are all 1
        assert newest["Value"].partition(" (")[0] in made.alt  # a range of its own stands in the table
    assert newest["Period"] in made.alt
    assert made.title in made.alt


@every
def test_what_is_handed_to_streamlit_is_a_valid_chart_with_frames(public, name):
    for dark in (False, True):
        spec = public[name].on_screen(dark)
        assert isinstance(spec["padding"], dict)  # Streamlit overrides a number
        assert all(isinstance(frame, pd.DataFrame) for frame in spec["datasets"].values())
        assert made_for(spec) <= set(spec["datasets"])
        assert public[name].title not in json.dumps(spec["layer"])
    alt.LayerChart.from_dict({key: value for key, value in spec.items() if key != "datasets"})  # validates


@every
def test_a_picture_on_its_own_is_valid_and_carries_its_rows(public, name):
    spec = json.loads(json.dumps(public[name].standalone(), allow_nan=False))
    assert finite(spec)
    assert spec["description"] == public[name].alt
    assert made_for(spec) <= set(spec["datasets"])
    marks = [row for mark in ("bars", "dots") for row in spec["datasets"].get(mark, [])]
    assert_rests_on({row["id"] for row in marks}, public[name])
    alt.LayerChart.from_dict(spec)


def assert_rests_on(drawn, made):
    """Each mark is a number of the figure; a ranking's bar stands for several, and one of nothing for none (0)."""
    if made.shown.panel.bars:
        assert drawn - {0} <= set(made.ids)
    else:
        assert drawn == set(made.ids)


def made_for(spec):
    """The names of the data sets that the layers draw."""
    return {layer["data"]["name"] for layer in spec["layer"]}


@every
def test_a_click_picks_an_observation(public, name):
    spec = public[name].on_screen(dark=False)
    params = [param for part in (spec, *spec["layer"]) for param in part.get("params", [])]
    assert [(p["name"], p["select"]["type"], p["select"]["fields"]) for p in params] == [("pick", "point", ["id"])]
    mark = next(m for m in ("bars", "dots") if m in spec["datasets"])
    assert_rests_on(set(spec["datasets"][mark]["id"]), public[name])


@every
def test_times_are_naive_and_stand_in_the_picture(public, name):
    spec = public[name].on_screen(dark=False)
    rows = public[name].standalone()["datasets"]["rules"]
    if spec["layer"][0]["encoding"]["x"]["type"] != "temporal":
        return
    assert spec["datasets"]["rules"]["x"].dt.tz is None
    assert "utc" not in json.dumps(spec["layer"])
    assert all(len(row["x"]) == len("2026-03-24T00:00:00") for row in rows)


@every
def test_the_table_is_the_rows_newest_first(public, name):
    made = public[name]
    assert len(made.table) == len(made.ids) or made.shown.panel.bars
    assert {"Period", "Entity", "Value", "Basis", "Grade", "Published", "Source"} <= set(made.table.columns)


@every
def test_a_title_is_short_and_claims_no_cause(public, name):
    title = public[name].title
    assert len(title) <= 90
    assert not any(word in title.lower() for word in ("because", "caused", "drove", "thanks to", "due to", "led to"))


def test_ids_differ_between_figures(public):
    assert len({made.id for made in public.values()}) == len(PANELS)


def test_lines_join_comparable_numbers_only(public):
    made = public["runway.valuation"]
    segments = [row for row in made.standalone()["datasets"]["rules"] if row["line"]]
    # as stated, 2022 to 2023; post-money, 2025 to 2026; nothing between
    assert [(row["y"], row["y2"]) for row in segments] == [(0.5e9, 1.5e9), (3e9, 5.3e9)]
    assert len({row["line"] for row in segments}) == 2
    assert not [row for row in public["kling.users"].standalone()["datasets"]["rules"] if row["line"]]


def test_titles_on_the_public_record(public):
    found = {name: made.title for name, made in public.items()}
    assert found["kling.users"] == "Kling AI 7.8M, Sora 4.7M in Mar 2026 (Sensor Tower app panel)"
    # 850 / 650 = 1.308 between two floors; 650 / 340 = 1.912 from a reported number to a floor
    revenue = "Kling AI: more than CNY 850M in Q2 2026, about +31% on Q1, after at least +91%"
    assert found["kling.revenue"] == revenue
    assert found["kling.retention"].startswith("No retention of Kling AI on file")
    assert "Sora 1%" in found["kling.retention"]  # a16z: day 30
    assert found["kling.sora"] == "Sora downloads: 1.13M in Feb 2026, down from a peak of 3.33M in Nov 2025"
    assert found["kling.reaction"] == "Kling AI +4%, Runway +1%, Vidu +1% from 24 Mar to 2 Apr 2026"
    assert found["runway.cash"] == "No cash of Runway on file"
    assert found["robotics.spend"] == "OpenAI USD 50bn, Sora USD 365M in 2026 (not over yet)"
    assert found["robotics.papers"] == "Papers on generated robot data: 22 listed, none of them by OpenAI"


def test_revenue_shows_quarters_alone_and_says_so(public):
    made = public["kling.revenue"]
    assert made.note == "1 half-year and 1 year left out: bars show quarters."
    labels = [word.text for word in words(made.svg().decode())]
    assert {"> 150", "> 250", "> 300", "340", "> 650", "> 850"} <= set(labels)
    assert "Q1 25" in labels
    assert "24 Mar: OpenAI announces end of Sora app and API" in labels


def test_cards_have_a_small_picture_that_says_what_it_is(cards):
    for picture in cards.values():
        assert picture.label
        assert picture.alt.endswith(".")
        spec = picture.on_screen(dark=True)
        assert spec["height"] == 56
        alt.LayerChart.from_dict({key: value for key, value in spec.items() if key != "datasets"})
    assert cards["kling"].label == "Kling AI revenue by quarter, CNY million, Q1 2025 to Q2 2026"
    assert [*cards["kling"].on_screen(dark=False)["datasets"]["texts"]["text"]] == ["> 150", "> 850"]
