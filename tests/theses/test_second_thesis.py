"""Another thesis in a folder of its own: all of the program works on it, and nothing of the package knows it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "ev_credit"
DAY = ("--as-of", "2025-11-22")
OTHERS = re.compile(r"\b(Kling|Kuaishou|Sora|Runway|OpenAI|Robotics?|brief's)\b", re.IGNORECASE)
MONTH = 30.436875  # days
SHOWN = """
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("streamlit_app.py", default_timeout=120).run()
assert not app.exception, app.exception
assert not app.error, app.error
print(*(block.value for block in [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]))
print(*(link.proto.label for link in app.get("page_link")))
"""


def run(*words, board, thesis=FOLDER, program=("-m", "indicators")):
    """The program with a thesis, by the environment; None is the package's own."""
    env = {k: v for k, v in os.environ.items() if k != "INDICATORS_THESIS"} | {"INDICATORS_BOARD": str(board)}
    env |= {"INDICATORS_THESIS": str(thesis)} if thesis else {}
    command = [sys.executable, *program, *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 - our own


def answer(*words, board, **more):
    done = run(*words, "--json", board=board, **more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def one_line(done, code):
    """The sentence of an expected error."""
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1), done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    file = tmp_path_factory.mktemp("ev") / "board.db"
    assert answer("init", board=file)["new"] == 38  # 31 numbers, 4 events, 3 claims
    return file


@pytest.fixture(scope="module")
def readings(board):
    shown = answer("show", *DAY, board=board)
    return {r["metric"]: r for i in shown["indicators"] for r in i["readings"]}


def test_it_lists_its_own_indicators_series_and_no_other_thesis(board):
    listed = answer("list", board=board)
    assert [i["id"] for i in listed["indicators"]] == ["tesla", "byd", "rivian"]
    units = {s["id"]: s["units"] for s in listed["series"]}
    assert (units["deliveries"], units["storage_deployed"]) == (["vehicles"], ["GWh"])
    assert not OTHERS.search(json.dumps(listed))
    assert "assume_cost_per_head" not in units


def test_the_option_names_it_as_the_variable_does(board):
    done = run("--thesis", FOLDER, "list", "--json", board=board, thesis=None)
    assert json.loads(done.stdout) == answer("list", board=board)


@pytest.mark.parametrize(
    ("metric", "value", "unit"),
    [
        ("tesla.deliveries", 497_099, "vehicles"),
        ("tesla.deliveries_growth_1q", 497_099 / 384_122 - 1, "ratio"),
        ("tesla.deliveries_growth_1y", 497_099 / 462_890 - 1, "ratio"),
        ("tesla.storage", 12.5, "GWh"),
        ("tesla.storage_growth_1y", 12.5 / 6.9 - 1, "ratio"),
        ("byd.sales_growth_1y", 582_522 / 443_426 - 1, "ratio"),
        ("byd.against_tesla", 582_522 / 497_099, "ratio"),
        ("rivian.deliveries_growth_1y", 13_201 / 10_018 - 1, "ratio"),
        ("rivian.net_burn", 420e6 / (92 / MONTH), "USD per month"),  # 7.51bn to 7.09bn from 30 June to 30 September
        ("rivian.cash_today", 7.09e9 - 420e6 * 53 / 92, "USD"),
        ("rivian.months", (7.09e9 * 92 / 420e6 - 53) / MONTH, "months"),
        ("rivian.cash_out_on", "2029-12-30", "date"),  # 49 months are 22 December, and 0.28 of a month eight days
    ],
)
def test_its_readings_are_what_the_arithmetic_says(readings, metric, value, unit):
    expected = value if isinstance(value, str) else pytest.approx(value)
    assert (readings[metric]["value"], readings[metric]["unit"]) == (expected, unit)


def test_its_calls_follow_its_own_bands(readings):
    calls = {m: r["call"] for m, r in readings.items() if r["call"]}
    assert calls == {
        "tesla.deliveries_growth_1y": "supports",
        "byd.against_tesla": "mixed",
        "rivian.months": "supports",
    }


def test_before_the_quarter_was_published_the_older_one_counts(board):
    shown = answer("show", "tesla", "--as-of", "2025-10-01", board=board)
    found = {r["metric"]: r["value"] for r in shown["indicators"][0]["readings"]}
    assert found["tesla.deliveries_growth_1y"] == pytest.approx(384_122 / 443_956 - 1)


def test_its_claims_are_decided(board):
    claims = {c["id"]: c["outcome_now"] for c in answer("claims", "--as-of", "2026-01-10", board=board)["claims"]}
    assert claims.keys() == {"tesla-rush", "byd-ahead", "rivian-lasts"}
    assert claims["tesla-rush"] == "met"


def test_every_unknown_has_a_reason_and_a_sentence_of_its_own_words(tmp_path):
    file = tmp_path / "board.db"
    answer("init", "--with", "empty", board=file)
    found = [r for i in answer("show", *DAY, board=file)["indicators"] for r in i["readings"]]
    assert len(found) == 15
    for r in found:
        assert (r["status"], r["value"], r["reason"], r["call"]) == ("unknown", None, "no_data", None), r["metric"]
        assert r["because"].endswith("."), r["metric"]
        assert not OTHERS.search(r["because"]), r["because"]


def test_its_worked_examples_hold(board):
    program = (
        "from indicators import registry; from indicators.core.evidence.evaluate import evaluate\n"
        "from indicators.core.evidence.examples import frame_of\n"
        "for i in registry().values():\n"
        "    for e in i.examples:\n"
        "        got = evaluate(i, frame_of(e.given, i.entity), e.as_of)\n"
        "        for name, wanted in e.expect.items():\n"
        "            r = got.reading(name)\n"
        "            print(i.id, name, r.reason == wanted or abs(r.value - wanted) < 1e-9 * abs(wanted))\n"
    )
    done = run(program, board=board, program=("-c",))
    assert done.returncode == 0, done.stderr
    assert Counter(line.split()[-1] for line in done.stdout.splitlines()) == {"True": 9}


def test_every_number_has_a_source_and_an_address(board, tmp_path):
    answer("export", tmp_path / "board.json", board=board)
    rows = json.loads((tmp_path / "board.json").read_text("utf-8"))["observations"]
    assert len(rows) == 31
    assert all(r["source"] and r["url"].startswith("https://") and r["published_on"] for r in rows)


def test_a_figure_a_page_and_a_document_leave_it(board, tmp_path):
    answer("figure", "tesla.storage", "--out", tmp_path / "f.svg", *DAY, board=board)
    svg = (tmp_path / "f.svg").read_text("utf-8")
    assert "#A6264C" in svg  # Tesla's own colour
    answer("memo", "--out", tmp_path / "m.html", *DAY, board=board)
    two = ("--panel", "tesla.deliveries", "--panel", "tesla.storage")  # a picture in Word takes its time
    answer("memo", "--out", tmp_path / "m.docx", *two, *DAY, board=board)
    html = (tmp_path / "m.html").read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "m.docx") as document:
        text = " ".join(document.read(name).decode("utf-8") for name in document.namelist() if name.endswith(".xml"))
    assert "Bar chart of GWh a quarter" in html
    for said in (svg, html, text):
        assert not OTHERS.search(said)
    for memo in (html, text):
        for words in ("credit's end: Tesla supports, BYD mixed and Rivian supports", "12.5 GWh", "497,099 vehicles"):
            assert words in memo.replace("&#x27;", "'").replace("&#39;", "'")


def test_its_own_units_are_read_as_people_write_them(board, tmp_path):
    file = tmp_path / "board.db"
    shutil.copy(board, file)
    where = ("--period", "2025-Q4", "--basis", "company report", "--source", "X")
    words = ("storage_deployed", "Tesla", "14.2 GWh", *where)
    assert answer("add", *words, board=file)["new"] == 1
    wrong = ("deliveries", "Tesla", "14.2 GWh", *where)
    assert "vehicles" in run("add", *wrong, board=file).stderr


def test_a_board_is_refused_under_the_other_thesis(board, tmp_path):
    own = one_line(run("show", board=board, thesis=None), 4)
    assert '"ev-credit"' in own
    assert '"sora-shutdown"' in own
    first = tmp_path / "first.db"
    answer("init", "--with", "empty", board=first, thesis=None)
    assert 'is of the thesis "sora-shutdown", and this is "ev-credit"' in one_line(run("show", board=first), 4)


def test_a_board_from_before_there_were_theses_is_of_the_first_and_stays_as_it_was(tmp_path):
    old = tmp_path / "old.db"
    program = (
        "import sys; from pathlib import Path; from indicators.store.file.schema import migrations as m; "
        "m.create(Path(sys.argv[1]), migrations=m.MIGRATIONS[:2])"
    )
    made = run(program, old, board=old, thesis=None, program=("-c",))
    assert made.returncode == 0, made.stderr
    before = old.read_bytes()
    assert 'is of the thesis "sora-shutdown"' in one_line(run("show", board=old), 4)
    assert old.read_bytes() == before
    assert run("show", board=old, thesis=None).returncode == 0


def test_without_an_example_board_it_says_so(tmp_path):
    said = one_line(run("init", "--with", "example", board=tmp_path / "board.db"), 3)
    assert "The thesis has no example board" in said
    assert not (tmp_path / "board.db").exists()


def test_its_board_page_is_shown(board):
    done = run(SHOWN, board=board, program=("-c",))
    assert done.returncode == 0, done.stderr[-2000:]
    assert "The EV credit has ended: who gains, who lasts?" in done.stdout
    assert "Tesla: sales and storage" in done.stdout
    assert "Calls on the thesis" in done.stdout
    assert "Empty board" in done.stdout
    assert "Example board" not in done.stdout  # it has none
    assert not OTHERS.search(done.stdout)


def test_faults_of_two_files_are_told_at_once_by_file(tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, whole, part in (("byd", 'panel="sales"', 'panel="nowhere"'), ("tesla", '"GWh"', '"TWh"')):
        file = folder / f"{name}.py"
        file.write_text(file.read_text("utf-8").replace(whole, part, 1), "utf-8")
    said = one_line(run("list", board=tmp_path / "board.db", thesis=folder), 4)
    assert 'byd.py, card: the panel "nowhere" is not declared.' in said
    assert "tesla.py" in said
    assert said.count("byd.py") == 1


def test_a_folder_without_a_thesis_is_a_wrong_call(tmp_path):
    assert f"There is no thesis.py in {tmp_path}" in one_line(run("list", board=tmp_path / "b.db", thesis=tmp_path), 2)


def test_nothing_in_the_package_names_it():
    own = re.compile(r"Tesla|\bBYD\b|Rivian|ev[-_]credit|EV credit|GWh|\bvehicles?\b", re.IGNORECASE)
    files = [ROOT / "streamlit_app.py", *(ROOT / "indicators").rglob("*.py")]
    assert [f"{f}: {m[0]}" for f in files for m in own.finditer(f.read_text("utf-8"))] == []
