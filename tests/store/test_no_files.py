"""Workbooks with broken parts, bombs and junk: one sentence each, early, in little memory."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from indicators.core.model.errors import InputError
from indicators.store import Board, export_file, import_file
from indicators.store.exchange.files import read_content
from tests.store.samples import event, row

ROOT = Path(__file__).parents[2]
PARTS = (
    "docProps/app.xml",
    "docProps/core.xml",
    "xl/theme/theme1.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)
BREAKS = {
    "missing": lambda _: None,
    "empty": lambda _: b"",
    "garbage": lambda _: bytes(range(256)) * 40,
    "text": lambda _: b"no xml",
    "another root": lambda _: b"<?xml version='1.0'?><a><b/></a>",
    "cut in half": lambda data: data[: len(data) // 2],
    "deep": lambda _: b"<a>" * 100_000 + b"</a>" * 100_000,
    "an unknown encoding": lambda _: b'<?xml version="1.0" encoding="utf-99"?><a/>',
    "an entity that grows": lambda _: (
        b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000 + b'">]><a>&c;</a>'
    ),
    "numbers that are none": lambda data: data.replace(b'="', b'="zz'),
    "huge": lambda _: b"<a>" + b"<b/>" * 1_500_000 + b"</a>",
}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """The parts of an export, with an event, so that it has a second sheet."""
    folder = tmp_path_factory.mktemp("workbook")
    board = Board.open(folder / "board.db", create=True)
    board.add_rows([row(), row(entity="Vidu")], what="a", by="me")
    board.add_events([event()], what="b", by="me")
    export_file(board, folder / "a.xlsx")
    with zipfile.ZipFile(folder / "a.xlsx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if data is not None:
                archive.writestr(name, data)
    return stream.getvalue()


def outcome(data, name):
    """The sentence of a refusal, or nothing where the file is read."""
    try:
        read_content(data, name)
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("part", PARTS)
def test_a_workbook_with_a_broken_part_is_read_or_refused_in_a_sentence(workbook, part, how):
    began = time.process_time()
    said = outcome(zipped(workbook | {part: BREAKS[how](workbook.get(part, b""))}), "a.xlsx")
    assert time.process_time() - began < 5
    assert said == "" or (said.startswith("a.xlsx ") and said.endswith(".") and "\n" not in said)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
def test_without_a_part_that_tells_where_the_rows_are_it_is_refused(workbook, part):
    for how in ("garbage", "empty", "cut in half", "another root"):
        assert outcome(zipped(workbook | {part: BREAKS[how](workbook[part])}), "a.xlsx") != ""


def test_a_bomb_is_refused_by_its_list(workbook):
    data = zipped(workbook | {"xl/worksheets/sheet1.xml": b"<sheetData>" + b" " * 20_000_000})
    assert len(data) < 100_000
    assert outcome(data, "a.xlsx") == "a.xlsx unpacks to over 100 times its size, as no real file does: save it again."


HEADER = ",".join(row()).encode()
JUNK = {  # about two megabytes each
    "random.xlsx": lambda n: bytes(i * i % 251 for i in range(4096)) * (n // 4096),
    "random.csv": lambda n: bytes(i * i % 251 for i in range(4096)) * (n // 4096),
    "random.json": lambda n: bytes(i * i % 251 for i in range(4096)) * (n // 4096),
    "lines.csv": lambda n: HEADER + b"\n" + b"x\n" * (n // 2),
    "commas.csv": lambda n: b"," * n,
    "quotes.csv": lambda n: HEADER + b"\n" + b'"a"b,' * (n // 5),
    "one word.csv": lambda n: b"x" * n,
    "rows of nothing.csv": lambda n: HEADER + (b"\n" + b"," * HEADER.count(b",")) * (n // 10),
    "a good row, then junk.csv": lambda n: (
        HEADER + b"\n" + ",".join(str(v) for v in row().values()).encode() + b"\nx" * (n // 2)
    ),
    "brackets.json": lambda n: b"[" * n,
    "empty rows.json": lambda n: b'{"observations": [' + b"{}," * (n // 3) + b"{}]}",
    "numbers.json": lambda n: b'{"observations": [' + b"1," * (n // 2) + b"1]}",
}


PROGRAM = r"""
import re, resource, sys, time
from pathlib import Path
from indicators.core.model.errors import InputError
from indicators.store import Board, import_file
def peak():
    status = Path("/proc/self/status")  # of this program alone; the other way counts what its parent held before it
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


board = Board.open(sys.argv[1])
for name in sys.argv[2:]:
    began = time.process_time()
    try:
        (said,) = {r.reason for r in import_file(board, name, by="me").rejected}
    except InputError as error:
        said = str(error)
    print(peak() // 1024, time.process_time() - began, said)
"""


def test_two_megabytes_of_junk_take_under_five_seconds_and_400_megabytes(tmp_path):
    """In a process of its own, whose memory is measured."""
    Board.open(tmp_path / "board.db", create=True)
    for name, junk in JUNK.items():
        (tmp_path / name).write_bytes(junk(2 * 1024**2))
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "board.db"), *(str(tmp_path / name) for name in JUNK)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    lines = done.stdout.splitlines()
    assert len(lines) == len(JUNK)
    for name, line in zip(JUNK, lines, strict=True):
        megabytes, seconds, said = line.split(" ", 2)
        assert float(megabytes) < 400, name
        assert float(seconds) < 5, name
        assert said.endswith("."), name


def test_twenty_megabytes_of_junk_are_refused_by_their_first_part(board):
    for name in ("random.xlsx", "random.csv", "random.json", "lines.csv", "empty rows.json"):
        data = JUNK[name](20 * 1024**2)
        began = time.process_time()
        with pytest.raises(InputError):
            import_file(board, data, name, by="me")
        assert time.process_time() - began < 1, name


def test_a_thousand_rows_of_which_one_can_be_taken_are_listed_one_by_one(board):
    rows = [row()] + [row(unit="heads", label=str(n)) for n in range(1500)]
    assert len(board.add_rows(rows, what="a", by="me").rejected) == 1500
    with pytest.raises(
        InputError, match="None of the first 1,000 rows of observations can be taken; the last says unit"
    ):
        board.add_rows(rows[1:], what="a", by="me")
