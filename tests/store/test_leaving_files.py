"""Files that leave: whole or not at all, whoever writes them at once; and of any size, in and out, in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from indicators.core.model.errors import InputError
from indicators.store import Board, export_file, import_file, swapped
from indicators.store.exchange.pile import Pile
from tests.bench import many

from .samples import row

ROOT = Path(__file__).parents[2]
LARGE = 40 * 1024 * 1024  # bytes: more than an upload may have
SAVES = """
import sys
from indicators.store import Board, export_file
board = Board.open(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(25):
    export_file(board, sys.argv[2])
"""
IMPORTS = """
import sys
from pathlib import Path
from indicators.store import Board, export_file, import_file
peak = lambda: int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024
first = Board.open(sys.argv[1] + "/warm.db", create=True)
import_file(first, sys.argv[2], by="x")
before = peak()
board = Board.open(sys.argv[1] + "/in.db", create=True)
found = import_file(board, sys.argv[3], by="x")
taken = peak() - before
export_file(board, sys.argv[1] + "/out.json")
print(found.new + found.revised, len(found.rejected), taken, peak() - before)
"""


def test_a_file_that_cannot_be_finished_leaves_what_was_there_and_no_draft(tmp_path):
    place = tmp_path / "a.csv"
    place.write_text("before")

    def write():
        with swapped(place) as draft:
            draft.write_text("half")
            raise OSError(28, "the disk is full")

    with pytest.raises(InputError, match=r"a\.csv cannot be written: the disk is full"):
        write()
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a.csv", "before")]


def test_a_file_keeps_its_permissions_and_a_link_its_target(tmp_path):
    place, link = tmp_path / "a.csv", tmp_path / "link.csv"
    place.write_text("before")
    place.chmod(0o600)
    link.symlink_to(place)
    with swapped(link) as draft:
        draft.write_text("after")
    assert (link.is_symlink(), place.read_text(), place.stat().st_mode & 0o777) == (True, "after", 0o600)


def test_what_is_no_file_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="it is no file"), swapped(tmp_path / "pipe.csv"):
        pass
    assert [file.name for file in tmp_path.iterdir()] == ["pipe.csv"]


def test_of_two_exports_to_one_file_at_once_the_file_is_one_of_the_two_whole(tmp_path):
    expected, writers = [], []
    for name, count in (("a", 400), ("b", 700)):
        board = many.fill(tmp_path / f"{name}.db", count)
        export_file(board, tmp_path / f"{name}.json")
        expected.append((tmp_path / f"{name}.json").read_text("utf-8"))
    (tmp_path / "out").mkdir()
    place = tmp_path / "out" / "board.json"
    for name in "ab":
        command = [sys.executable, "-c", SAVES, str(tmp_path / f"{name}.db"), str(place)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        writers.append(subprocess.Popen(command, cwd=ROOT, text=True, **pipes))  # noqa: S603 - our own code
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    looked = 0
    while any(writer.poll() is None for writer in writers):
        if place.exists():
            assert place.read_text("utf-8") in expected
            looked += 1
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert looked
    assert place.read_text("utf-8") in expected
    assert [file.name for file in place.parent.iterdir()] == ["board.json"]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """An export of more than an upload may have, in long rows."""
    folder = tmp_path_factory.mktemp("large")
    board = Board.open(folder / "a.db", create=True)
    text = "What was said of it at length. " * 270
    rows = [one | {"note": f"{n} {text}"} for n, one in enumerate(islice(many.rows(), 5_000))]
    assert board.add_rows(rows, what="a", by="me").rejected == ()
    export_file(board, folder / "large.json")
    assert (folder / "large.json").stat().st_size > LARGE
    return folder


def test_an_export_of_any_size_comes_back_in_little_memory(large, tmp_path, board):
    board.add_rows([row()], what="a", by="me")
    export_file(board, tmp_path / "small.json")
    command = [sys.executable, "-c", IMPORTS, str(tmp_path), str(tmp_path / "small.json"), str(large / "large.json")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    count, rejected, taken, with_export = map(int, done.stdout.split()[-4:])
    assert (count, rejected) == (5_000, 0)
    assert taken < 90  # MiB; the file alone has 44, and read whole it takes several times that
    assert with_export < 70
    assert (tmp_path / "out.json").read_bytes() == (large / "large.json").read_bytes()


def test_what_is_uploaded_has_a_limit(large, board):
    with pytest.raises(InputError, match="larger than 32 MiB"):
        import_file(board, (large / "large.json").read_bytes(), "large.json", by="x")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"observations": [{"id": 1}', r"not JSON \(Expecting ',': line 1\)"),
        ('{"observations": [\n{"id": 1},\n{"id": ]}', r"not JSON \(Expecting value: line 3\)"),
        ('{"observations": [{"id": 1}]} x', r"not JSON \(Extra data: line 1\)"),
        ('{"observations": [], "observations": []}', "a name twice"),
        ('{"observations": [{"id": 1, "id": 2}]}', "a name twice"),
        ('{"observations": [{"value": NaN}]}', "holds NaN"),
        ('{"observations": [1]}', "must be a list of objects"),
        ('{"observations": {}}', "must be a list of objects"),
        ("[]", "outermost value must be an object"),
        ("{observations: []}", "Expecting property name"),
        ("", "Expecting value: line 1"),
        ('{"observations": [' + "[" * 100_000, "not JSON"),
    ],
)
def test_json_that_is_none_is_told_with_its_line(tmp_path, board, text, said):
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(InputError, match=said):
        import_file(board, tmp_path / "a.json", by="x")


def test_json_is_read_alike_wherever_its_pieces_end(tmp_path, board, monkeypatch):
    board.add_rows(
        [row(series="arr", unit="USD", label=str(n), note="ü" * n, value=n + 0.125) for n in range(40)],
        what="a",
        by="me",
    )
    export_file(board, tmp_path / "a.json")
    spread = json.dumps(json.loads((tmp_path / "a.json").read_text("utf-8")), indent=3)  # no row in a line
    (tmp_path / "b.json").write_text(spread)
    for length in (1, 2, 7, 100):
        monkeypatch.setattr("indicators.store.exchange.json_values._CHUNK", length)
        copy = Board.open(tmp_path / f"{length}.db", create=True)
        assert import_file(copy, tmp_path / "b.json", by="x").rejected == ()
        assert copy.export_rows() == board.export_rows()


def test_a_pile_gives_back_what_was_put_on_it_however_high_it_is():
    pile = Pile(str, int, range(25_500))
    first = iter(pile)
    assert next(first) == 0
    pile.append(-1)
    assert list(pile) == [*range(25_500), -1]
    assert (len(pile), next(first)) == (25_501, 1)
