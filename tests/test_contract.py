"""docs/contract.md against the program: each table is read from the page, and any difference fails."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from docs.generate import command_line
from indicators import registry
from indicators.__main__ import main
from indicators.cli.figures_and_memos import SUPERSEDED_CODE
from indicators.cli.program import UNSAID
from indicators.core.claims.claim import CLAIM_COLUMNS, CLAIM_KINDS, Outcome
from indicators.core.model.catalogue import thesis
from indicators.core.model.errors import TelltaleError
from indicators.core.model.event import EVENT_COLUMNS
from indicators.core.model.observation import ADDED, COLUMNS, GRADES, REQUIRED, RIGHTS
from indicators.core.model.reading import Reason
from indicators.core.model.series import CONTRACT, MONEY

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "contract.md").read_text("utf-8")
SECTIONS = {
    part.partition("\n")[0].strip(): part.partition("\n")[2] for part in re.split(r"^##+ ", PAGE, flags=re.MULTILINE)
}
CALLS = "indicators.core.evidence.calls"
METRICS_OF = [title for title, text in SECTIONS.items() if text.startswith("\nEntity ")]


def table(section, first):
    """The rows of the table of a section whose first column has this name, as dicts."""
    lines = iter(SECTIONS[section].splitlines())
    for line in lines:
        head = _cells(line)
        if head and head[0] == first:
            next(lines)
            rows = []
            for row in lines:
                if not (cells := _cells(row)):
                    break
                assert len(cells) == len(head), row
                rows.append(dict(zip(head, cells, strict=True)))
            return rows
    raise AssertionError(f'{section} has no table that begins with "{first}"')


def _cells(line):
    if not line.startswith("|"):
        return []
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]


def names(text):
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


def column(section, first, heading=None):
    """Every name in a column of a table, in its order."""
    return [name for row in table(section, first) for name in names(row[heading or first])]


def paragraph(section, begins):
    """The paragraph of a section that begins with these words."""
    (found,) = [text for text in SECTIONS[section].strip().split("\n\n") if text.startswith(begins)]
    return found


# An observation, Series


def test_columns():
    assert column("An observation", "column") == [*COLUMNS]
    assert names(paragraph("An observation", "Required:")) == [*REQUIRED]
    assert column("An observation", "added column") == [*ADDED]
    assert column("An observation", "event column") == [*EVENT_COLUMNS]
    meaning = {names(row["column"])[0]: names(row["meaning"]) for row in table("An observation", "column")}
    assert meaning["grade"] == [*reversed(GRADES)]
    assert meaning["rights"][: len(RIGHTS)] == [*RIGHTS]


def test_series_by_group_with_their_units():
    stated = {}
    for row in table("Series", "group"):
        for some in row["series"].split(";"):
            ids, _, units = some.partition("[")
            stated |= {name: (row["group"], units.strip(" ]")) for name in names(ids)}
    own = {s.id: s for s in thesis().series}
    assert stated == {s.id: (s.group, ", ".join(s.units)) for s in (CONTRACT | own).values()}
    assert MONEY in PAGE


def test_rhythms():
    stated = {
        name: (int(row["every"]), int(row["lag"])) for row in table("Series", "series") for name in names(row["series"])
    }
    every = (*CONTRACT.values(), *thesis().series)
    assert stated == {s.id: (s.rhythm.every, s.rhythm.lag) for s in every if s.rhythm}


# The command line

COMMANDS = {names(row["command"])[0].split()[0]: row for row in table("The command line", "command")}
PARSERS = {name: command for name, _, command in command_line.commands()}


def test_commands():
    assert set(COMMANDS) == set(PARSERS)


@pytest.mark.parametrize("name", COMMANDS)
def test_arguments_of_a_command(name):
    usage = names(COMMANDS[name]["command"])[0]
    actions = [a for a in PARSERS[name]._actions if not set(a.option_strings) & set(command_line.SHARED)]  # noqa: SLF001 - argparse has no public way
    placed = [str(a.metavar or a.dest).upper() for a in actions if not a.option_strings]
    free = [str(a.metavar or a.dest).upper() for a in actions if not a.option_strings and a.nargs == "?"]
    before = usage.partition("--")[0].rstrip("[ ").split()[1:]
    assert [word.strip("[]") for word in before] == placed
    assert [word.strip("[]") for word in before if word.startswith("[")] == free
    options = {a.option_strings[-1] for a in actions if a.option_strings}
    assert set(re.findall(r"--[a-z-]+", usage)) == options
    needed = {a.option_strings[-1] for a in actions if a.option_strings and a.required}
    assert set(re.findall(r"--[a-z-]+", re.sub(r"\[[^]]*\]", "", usage))) == needed


def test_exit_codes():
    def below(kind):
        return {kind.exit_code}.union(*map(below, kind.__subclasses__()))

    stated = [int(row["code"]) for row in table("The command line", "code")]
    assert stated == sorted({0, UNSAID, SUPERSEDED_CODE} | below(TelltaleError))
    assert stated == sorted(command_line.CODES)


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What each command answers with --json, on a board of its own, in an order in which each has something to say."""
    folder = tmp_path_factory.mktemp("contract")
    board = folder / "board.db"
    calls = [
        ("init",),
        ("list",),
        ("add", "kling mau 8.1m apr26 @sensortower published:2026-05-12"),
        ("memo", "--out", folder / "memo.md", "--panel", "kling.users"),
        ("export", folder / "board.json"),
        ("export", folder / "board.xlsx"),
        ("import", folder / "board.json"),
        ("verify", folder / "memo.md"),
        ("show",),
        ("history", "mau", "Kling AI"),
        ("log",),
        ("diff", "2026-04-02", "2026-06-01"),
        ("revisions",),
        ("coverage", "--as-of", "2026-11-22"),
        ("claims",),
        ("figure", "kling.revenue", "--out", folder / "revenue.svg"),
        ("where",),
        ("check",),
        ("backup", folder / "copy.db"),
        ("retract", "1", "--why", "a test"),
        ("undo",),
        ("restore", folder / "copy.db"),
    ]
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        for call in calls:
            said = []
            patch.setattr("sys.stdout", _Lines(said))
            assert main(["--board", str(board), *map(str, call), "--json"]) == 0, call
            found[call[0]] = json.loads("".join(said))
    return found | {"folder": folder, "board": board}


class _Lines:
    def __init__(self, said):
        self.write, self.flush = said.append, lambda: None


def alike(stated, answer, place):
    """Fails where the answer has other keys than the shape that is stated; an unstated value may be anything."""
    if isinstance(stated, dict):
        assert list(answer) == list(stated), place
        for key, shape in stated.items():
            alike(shape, answer[key], f"{place}.{key}")
    elif isinstance(stated, list):
        assert isinstance(answer, list)
        assert answer, place
        for one in answer:
            alike(stated[0], one, place)


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_answers(name, answers):
    shape = json.loads(re.sub(r'"(\w+)"(?!\s*:)', r'"\1":null', COMMANDS[name]["`--json` answers"]))
    alike(shape, answers[name], name)


def test_a_row_of_history_has_the_columns(answers):
    assert list(answers["history"]["observations"][0]) == [*COLUMNS, *ADDED]


@pytest.mark.parametrize("row", table("The command line", "files"), ids=lambda row: names(row["files"])[0])
def test_files_that_are_read_and_written(row, tmp_path, capsys):
    command = names(row["files"])[0]
    panel = ("kling.revenue",) if command == "figure" else ()
    file = tmp_path / "file.nothing"
    file.touch()
    where = (*panel, "--out", file) if command in ("figure", "memo") else (file,)
    board = str(tmp_path / "board.db")
    main(["--board", board, "init", "--with", "empty"])
    assert main(["--board", board, command, *map(str, where)]) in (2, 3)
    said = capsys.readouterr().err.partition("ends in ")[2]
    assert re.findall(r"\.[a-z]+", said.rstrip(".\n")) == names(row["endings"])


def test_an_export_holds_the_whole_board(answers):
    stated = names(paragraph("The command line", "CSV holds").partition("CSV: UTF-8")[0])
    assert list(json.loads((answers["folder"] / "board.json").read_text("utf-8"))) == stated
    assert openpyxl.load_workbook(answers["folder"] / "board.xlsx", read_only=True).sheetnames == stated


# The board's file


def test_views(answers):
    stated = {}
    for row in table("The board's file", "view"):
        text = row["columns"]
        (view,) = names(row["view"])
        stated[view] = set(names(text))
        stated[view] |= set(COLUMNS) if "columns of " in text else set()
        stated[view] |= set(ADDED) if "the added ones" in text else set()
        if "its columns" in text:
            stated[view] |= set({"events": EVENT_COLUMNS, "claims": CLAIM_COLUMNS}[view])
    with closing(sqlite3.connect(f"file:{answers['board']}?mode=ro", uri=True)) as db:
        views = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        found = {view: {name for _, name, *_ in db.execute(f"PRAGMA table_info({view})")} for view in views}
    assert found == stated


# A reading, Metrics


def test_fields_of_a_reading(answers):
    for indicator in answers["show"]["indicators"]:
        for reading in indicator["readings"]:
            assert list(reading) == column("A reading", "field")


def test_reasons():
    assert column("A reading", "reason") == [r.value for r in Reason]


def test_no_calls():
    """The reasons why there is no call, in their order: the declared list of the one place where it is decided."""
    assert column("No call", "`no_call`") == [reason.value for reason in importlib.import_module(CALLS).NoCall]


def of_the_contract():
    """The indicators that the contract names; others may stand beside them."""
    return [registry()[name] for name in METRICS_OF]


def test_units():
    stated = names(paragraph("A reading", "**Units.**"))
    used = {m.unit for i in of_the_contract() for m in i.metrics} - {"money", "money per month"}
    assert used <= set(stated)
    assert "<code> per month" in stated


@pytest.mark.parametrize("name", METRICS_OF)
def test_metrics_in_order_with_their_units(name):
    indicator = registry()[name]
    stated = [(*names(row["metric"]), row["unit"]) for row in table(name, "metric")]
    assert stated == [(indicator.full(m.id), m.unit) for m in indicator.metrics]
    entity, headline = names(paragraph(name, "Entity"))
    assert (entity, headline) == (indicator.entity, indicator.full(indicator.headline.id))


def test_a_reading_is_of_every_metric_in_the_order_of_the_page(answers):
    found = [r["metric"] for i in answers["show"]["indicators"] if i["id"] in METRICS_OF for r in i["readings"]]
    assert found == [name for section in METRICS_OF for name in column(section, "metric")]


def test_bands():
    def plain(text):
        return text.replace("≥", ">=").replace("≤", "<=") or None

    stated = {
        names(row["metric"])[0]: (plain(row["supports"]), plain(row["against"])) for row in table("Bands", "metric")
    }
    found = {
        i.full(m.id): (str(m.bands.supports), None if m.bands.against is None else str(m.bands.against))
        for i in of_the_contract()
        for m in i.metrics
        if m.bands
    }
    assert stated == found


# Formulas as a library


@pytest.mark.parametrize("row", table("Formulas as a library", "module"), ids=lambda row: row["functions"][:30])
def test_formulas(row):
    module = importlib.import_module(f"indicators.methods.{names(row['module'])[0]}")
    calls = [call for call in names(row["functions"]) if call.endswith(")")]
    assert calls
    for call in calls:
        function = getattr(module, call.partition("(")[0])
        signature = inspect.signature(function)
        bare = [p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()]
        assert f"{function.__name__}{inspect.Signature(bare)}" == call
        attributes = names(row["attributes of what they return"])
        kinds = [getattr(module, word, None) for word in re.findall(r"\w+", str(signature.return_annotation))]
        kinds = [kind for kind in kinds if inspect.isclass(kind) and kind.__module__.startswith("indicators.")]
        if not attributes:
            assert not kinds
            continue
        (kind,) = kinds
        assert set(attributes) <= set(dir(kind))
        if issubclass(kind, tuple):
            assert list(kind._fields) == attributes


# Claims


def test_claims(answers):
    assert column("Claims", "claim column") == [*CLAIM_COLUMNS]
    (kinds,) = [row for row in table("Claims", "claim column") if "`kind`" in row["claim column"]]
    assert names(kinds["meaning"]) == [*CLAIM_KINDS]
    assert column("Claims", "outcome") == [o.value for o in Outcome]
    (keys,) = {tuple(claim) for claim in answers["claims"]["claims"]}
    assert keys == (*CLAIM_COLUMNS, "voided", "void_why", *column("Claims", "answer"))


# Those who cite it


def test_who_cites_the_contract_names_a_section_of_it():
    files = [f for folder in ("indicators", "tests", "docs/generate") for f in (ROOT / folder).rglob("*.py")]
    for file in files:
        text = " ".join(file.read_text("utf-8").split())
        assert not re.search(r"[Ss]ection \d+ of the contract|contract, section \d", text), file
        for title in re.findall(r'"([A-Z][^"]{2,40})" of the contract', text):
            assert title in SECTIONS, f"{file}: {title}"
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    anchors = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in SECTIONS}
    for page in pages:
        for anchor in re.findall(r"contract\.md#([a-z0-9-]+)", page.read_text("utf-8")):
            assert anchor in anchors, page.name
