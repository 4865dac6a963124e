"""Files that are wrong in one way each: refused with a sentence, or each bad row named, and never half read."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.core.model.errors import InputError, TelltaleError
from indicators.core.model.observation import COLUMNS
from indicators.store import import_file

from .samples import row

HEADER = ",".join(row())
LINE = ",".join(str(cell) for cell in row().values())


def take(board, text, name="file.csv", **more):
    return import_file(board, text if isinstance(text, bytes) else text.encode(), name, by="me", **more)


def line(**cells):
    return ",".join(str(cell) for cell in row(**cells).values())


def sheet(rows, title="observations", header=None, change=None):
    """An XLSX file of `rows` (mappings), as bytes."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    header = header or list(rows[0])
    page.append(header)
    for cells in rows:
        page.append([cells.get(column) for column in header])
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_good_file_in_any_order_of_columns_with_a_mark_at_its_start(board):
    columns = list(reversed(row()))
    text = ",".join(columns) + "\n" + ",".join(str(row()[c]) for c in columns) + "\n"
    assert take(board, b"\xef\xbb\xbf" + text.encode()).new == 1
    (found,) = board.export_rows()
    assert {c: found[c] for c in row()} == row()


BAD_ROWS = [
    ({"period_start": "2026-02-30"}, "period_start"),
    ({"period_start": "01.03.2026"}, "period_start"),
    ({"period_start": "1989-12-31"}, "period_start"),
    ({"period_start": "2026-04-01"}, "period_end"),
    ({"period_end": "2026-3-31"}, "period_end"),
    ({"period_end": "٢٠٢٦-٠٣-٣١"}, "period_end"),
    ({"published_on": "yesterday"}, "published_on"),
    ({"series": "maus"}, "series"),
    ({"series": "MAU"}, "series"),
    ({"value": "7.8M"}, "value"),
    ({"value": "7_800_000"}, "value"),
    ({"value": "7.800.000"}, "value"),
    ({"value": "٧٨"}, "value"),
    ({"value": "nan"}, "value"),
    ({"value": "inf"}, "value"),
    ({"value": "1e999"}, "value"),
    ({"value": "0x10"}, "value"),
    ({"value": "-1"}, "value"),
    ({"value": ""}, "value"),
    ({"unit": "people"}, "unit"),
    ({"unit": ""}, "unit"),
    ({"grade": "sure"}, "grade"),
    ({"source": "a\0b"}, "source"),
    ({"source": "  "}, "source"),
    ({"entity": '"Kling AI'}, "series"),
    ({"entity": 'Kling "AI"'}, None),
    ({"entity": '"Kling" AI'}, "series"),
]


@pytest.mark.parametrize(("cells", "column"), BAD_ROWS)
def test_a_bad_row_is_named_with_its_number_and_column(board, cells, column):
    text = "\n".join([HEADER, line(entity="Sora"), line(**cells)]) + "\n"
    outcome = take(board, text)
    assert [(r.row, r.column) for r in outcome.rejected] == ([(2, column)] if column else [])
    assert all(r.reason.endswith(".") and "\n" not in r.reason for r in outcome.rejected)
    assert bool(board.export_rows()) == (column is None)


def test_rows_after_a_broken_one_are_read_and_counted(board):
    rows = [line(), "x" + "," * 20, line(entity='"a"b'), "", "mau,short", line(entity="Sora")]
    outcome = take(board, "\n".join([HEADER, *rows]), accept_valid=True)
    assert [(r.row, r.column) for r in outcome.rejected] == [(2, "source"), (3, "series"), (5, "source")]
    assert [r["entity"] for r in board.export_rows()] == ["Kling AI", "Sora"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no rows"),
        (HEADER.encode(), "no rows"),
        (f"{HEADER}\n\n\n".encode(), "no rows"),
        (f"{HEADER}\n{LINE}".encode("utf-16"), "UTF-16"),
        (f"{HEADER}\n{LINE}".encode("utf-16-le"), "UTF-8"),
        (f"{HEADER}\n{line(source='Kölner Stadt-Anzeiger')}".encode("cp1252"), "line 2.*save it as CSV UTF-8"),
        (f"{HEADER},colour\n{LINE},red".encode(), 'unknown column "colour"'),
        (f"{HEADER},\n{LINE},".encode(), "no name for column 11"),
        (f"{HEADER},unit\n{LINE},users".encode(), '"unit" twice'),
        (HEADER.replace(",", ";").encode(), "commas"),
        (HEADER.replace("basis,", "").encode() + b"\nx", "no column basis"),
        (f'"{HEADER}\n{LINE}'.encode(), "header"),
        (b"\x00\x01\x02", "UTF-8|column"),
        (b"a" * (32 * 1024 * 1024 + 1), "larger than 32 MiB"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused_in_a_sentence(board, data, words):
    with pytest.raises(InputError, match=words) as caught:
        take(board, data)
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)
    assert board.log() == []


def test_windows_1252_with_semicolons_and_decimal_commas_is_refused(board):
    data = f"{HEADER}\n{line(value='7,8')}".replace(",", ";").encode("cp1252")
    with pytest.raises(InputError):
        take(board, data)


def test_other_endings_and_missing_files_are_refused(board, tmp_path):
    for name in ("file.txt", "file.xls", "file"):
        with pytest.raises(InputError, match=r"\.csv, \.xlsx or \.json"):
            take(board, LINE, name)
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError):
            import_file(board, path, "x.csv", by="me")


def test_a_long_note_is_read_whole(board):
    note = "x" * 200_000
    assert take(board, f"{HEADER},note\n{LINE},{note}").new == 1
    assert board.export_rows()[0]["note"] == note


def test_events_and_claims_are_known_by_their_headers(board):
    text = "date,entity,kind,title,source,url\n2026-03-24,OpenAI,shutdown,Sora is closed,OpenAI,\n2026,x,y,z,s,\n"
    outcome = take(board, text, accept_valid=True)
    assert (outcome.new, [(r.row, r.column) for r in outcome.rejected]) == (1, [(2, "date")])
    text = (
        "id,claim,kind,source,made_on,set_on,period_end,resolve_by,metric,test,note\n"
        "a,It grows,forecast,brief,2026-04-02,2026-04-02,2026-12-31,2027-01-31,kling.mau,>= 1,\n"
        "b,It grows,forecast,brief,2026-04-02,2026-04-02,2026-12-31,2027-01-31,kling.fun,>= 1,\n"
    )
    outcome = take(board, text, accept_valid=True, metrics={"kling.mau"})
    assert (outcome.new, [(r.row, r.column) for r in outcome.rejected]) == (1, [(2, "metric")])


# --- spreadsheets


def test_a_spreadsheet_with_date_cells_and_numbers_in_text_columns(board):
    cells = row(period_start=date(2026, 3, 1), period_end=datetime(2026, 3, 31), label=2026, published_on="2026-04-02")  # noqa: DTZ001 - as a spreadsheet gives it
    assert take(board, sheet([cells | {"note": 2026.5, "source": "007"}]), "file.xlsx").new == 1
    (found,) = board.export_rows()
    assert (found["label"], found["note"], found["source"]) == ("2026", "2026.5", "007")
    assert (found["period_start"], found["period_end"]) == ("2026-03-01", "2026-03-31")


def test_the_sheet_observations_is_read_wherever_it_stands_else_the_first(board):
    data = sheet([row()], title="notes", change=lambda book: book.create_sheet("other").append(["x"]))
    assert take(board, data, "file.xlsx").new == 1

    def behind(book):
        page = book.create_sheet("observations")
        page.append(list(row()))
        page.append(list(row(entity="Sora").values()))

    assert take(board, sheet([{"a": 1}], title="cover", change=behind), "file.xlsx").new == 1
    assert [r["entity"] for r in board.export_rows()] == ["Kling AI", "Sora"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"value": True}, "value"),
        ({"source": True}, "source"),
        ({"period_start": datetime(2026, 3, 1, 0, 1)}, "period_start"),  # noqa: DTZ001 - as a spreadsheet gives it
        ({"published_on": time(9, 30)}, "published_on"),
        ({"value": timedelta(hours=3)}, "value"),
        ({"value": date(2026, 3, 1)}, "value"),
        ({"value": "=1+1"}, "value"),
        ({"note": '="a"'}, "note"),
        ({"value": "7,800,000"}, "value"),
        ({"source": "#REF!"}, "source"),
        ({"note": "a_x0000_b"}, "note"),
        ({"extra": "x"}, "note"),
    ],
)
def test_a_bad_cell_of_a_spreadsheet_is_named(board, cells, column):
    rows = [row(note="n"), row(entity="Sora", note="n") | cells]
    columns = [*row(), "note"]

    def more(book):
        if "extra" in cells:
            book.active.cell(3, len(columns) + 1).value = "x"

    outcome = take(board, sheet(rows, header=columns, change=more), "file.xlsx")
    assert [(r.row, r.column) for r in outcome.rejected] == [(2, column)]
    assert board.export_rows() == []


def edited(data, old, new):
    """The spreadsheet with the one match of `old` replaced in its first sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    page, found = re.subn(old, new, members["xl/worksheets/sheet1.xml"])
    assert found == 1
    return zip_of(**(members | {"xl/worksheets/sheet1.xml": page}))


def test_formula_cells_count_by_their_stored_result(board):
    data = edited(sheet([row(value="=7000000+800000")]), rb"<v ?/>|<v></v>", b"<v>7800000</v>")
    assert take(board, data, "file.xlsx").new == 1
    assert board.export_rows()[0]["value"] == 7_800_000


@pytest.mark.parametrize("digits", [b"1" * 400, b"1e999"])
def test_a_number_too_large_for_a_spreadsheet_is_rejected(board, digits):
    outcome = take(board, edited(sheet([row()]), b"<v>7800000</v>", b"<v>%b</v>" % digits), "file.xlsx")
    assert [(r.row, r.column) for r in outcome.rejected] == [(1, "value")]


def test_empty_rows_of_a_spreadsheet_are_no_rows(board):
    assert take(board, sheet([row(), {}, row(entity="Sora"), {}]), "file.xlsx").new == 2
    with pytest.raises(InputError, match="no rows"):
        take(board, sheet([{}], header=list(row())), "file.xlsx")


def zip_of(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def bomb():
    """A sound spreadsheet with a sheet of 64 MiB that packs to a few KiB."""
    data = io.BytesIO(sheet([row()]))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * (64 * 1024 * 1024))
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"not a zip file",
        sheet([row()])[:3000],
        sheet([row()])[:-30],
        zip_of(hello="world"),
        zip_of(**{"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<<<"}),
        bomb(),
    ],
    ids=["empty", "start", "text", "cut", "cut at the end", "zip", "no book", "bomb"],
)
def test_a_broken_spreadsheet_is_refused_in_a_sentence(board, data):
    with pytest.raises(InputError, match=r"file\.xlsx"):
        take(board, data, "file.xlsx")
    assert board.log() == []


def test_a_lone_cell_at_the_far_end_of_a_sheet_is_no_trap(board):
    def far(book):
        book.active.cell(1_048_576, 1).value = "mau"

    assert [r.row for r in take(board, sheet([row()], change=far), "file.xlsx").rejected] == [1_048_575]


def test_a_row_numbered_beyond_any_sheet_is_refused_at_once(board):
    with pytest.raises(InputError, match="rows below"):
        take(board, edited(sheet([row()]), b'<row r="2"', b'<row r="2000000000"'), "file.xlsx")


# --- JSON


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "outermost"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"observations": 1}', "list of objects"),
        ('{"observations": [1]}', "list of objects"),
        ('{"numbers": []}', 'unknown part "numbers"'),
        ('{"observations": []}', "no rows"),
        ('{"observations": [{"colour": "red"}]}', 'unknown column "colour"'),
        ('{"observations": [{"value": NaN}]}', "NaN"),
        ('{"observations": [{"value": 1, "value": 2}]}', "twice"),
        (b'{"observations": "\xff"}', "UTF-8"),
    ],
)
def test_a_json_file_that_is_no_export_is_refused(board, text, words):
    with pytest.raises(InputError, match=words):
        take(board, text, "file.json")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"value": True}, "value"),
        ({"value": [1]}, "value"),
        ({"note": {}}, "note"),
        ({"note": "\ud800"}, "note"),
        ({"note": "a\0"}, "note"),
        ({"age_days": 1}, "age_days"),
    ],
)
def test_a_bad_value_in_json_is_named(board, cells, column):
    outcome = take(board, json.dumps({"observations": [row(), row(entity="Sora") | cells]}), "file.json")
    assert [(r.row, r.column) for r in outcome.rejected] == [(2, column)]


@pytest.mark.parametrize("digits", ["1" * 400, "1" * 5000, "1e400"])
def test_a_number_too_large_for_any_cell_is_rejected(board, digits):
    text = json.dumps({"observations": [row(value="@")]}).replace('"@"', digits)
    assert [r.column for r in take(board, text, "file.json").rejected] == ["value"]


# --- anything at all


CELL = st.one_of(
    st.sampled_from(
        [*COLUMNS, *map(str, row().values()), "", '"', "'", "\0", "\r", "\n", "=1", "2026-01-01", "1,5", "é"]
    ),
    st.text(max_size=5),
)


@given(st.lists(st.lists(CELL, max_size=12).map(",".join), max_size=6), st.booleans())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_brings_a_traceback(board, lines, headed):
    text = "\n".join([HEADER, *lines] if headed else lines).encode("utf-8", "replace")
    try:
        outcome = take(board, text, dry_run=True)
    except TelltaleError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either way out is right
    else:
        assert len(outcome.states) == outcome.new + outcome.revised + outcome.unchanged + len(outcome.rejected)


GOOD_SHEET = sheet([row(), row(entity="Sora", period_start=date(2026, 3, 1))])


@given(st.lists(st.tuples(st.integers(0, len(GOOD_SHEET) - 1), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_flipped_byte_of_a_spreadsheet_brings_a_traceback(board, changes):
    data = bytearray(GOOD_SHEET)
    for place, byte in changes:
        data[place] = byte
    try:
        take(board, bytes(data), "file.xlsx", dry_run=True)
    except TelltaleError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either way out is right


XML = st.sampled_from(
    [
        b"<v>",
        b"</v>",
        b"<is>",
        b't="s"',
        b't="b"',
        b't="d"',
        b's="9"',
        b'r="A1"',
        b'r="ZZ9"',
        b"<f>1</f>",
        b"<row>",
        b"&x;",
        b"99999",
    ]
)


@given(st.lists(st.tuples(st.floats(0, 1), XML), min_size=1, max_size=4))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_broken_xml_in_a_spreadsheet_brings_a_traceback(board, changes):
    with zipfile.ZipFile(io.BytesIO(GOOD_SHEET)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    page = bytearray(members["xl/worksheets/sheet1.xml"])
    for place, piece in changes:
        start = int(place * len(page))
        page[start : start + len(piece)] = piece
    members["xl/worksheets/sheet1.xml"] = bytes(page)
    try:
        take(board, zip_of(**members), "file.xlsx", dry_run=True)
    except TelltaleError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either way out is right
