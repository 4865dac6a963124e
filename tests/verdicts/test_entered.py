"""Boards that said something false, stopped where the number comes in: a warning by its row, or a refusal.

Each test is named after its case; the variations after it are of the same kind with other numbers.
"""

from __future__ import annotations

import csv
import json

import pytest

from indicators.__main__ import main
from tests.verdicts.rows import CASES, rows_of


@pytest.fixture
def told(tmp_path, capsys):
    """What an import answers, and its exit code: of a case by its name, or of rows, on a board that goes on."""
    boards = {}

    def take(what, *more, board="empty"):
        path = boards.setdefault(board, tmp_path / f"{board}.db")
        if not path.exists():
            assert main(["--board", str(path), "init", "--with", board]) == 0
        file = CASES / f"{what}.csv" if isinstance(what, str) else written(tmp_path / "rows.csv", what)
        capsys.readouterr()
        code = main(["--board", str(path), "import", str(file), "--json", *more])
        return json.loads(capsys.readouterr().out), code

    return take


def case(name, **cells):
    """The rows of a case, with `cells` in place of those of the last."""
    *rows, last = rows_of(name)
    return [*rows, last | cells]


def written(path, rows):
    with path.open("w", newline="", encoding="utf-8") as stream:
        sheet = csv.DictWriter(stream, list(rows[0]))
        sheet.writeheader()
        sheet.writerows(rows)
    return path


def warned(told, what, row, column, said, *, board="empty"):  # noqa: PLR0913 - a case by its parts
    """The row is warned about and written; with --strict it is refused, and nothing is written."""
    answer, code = told(what, "--strict", board=board)
    assert (code, answer["batch"], answer["new"]) == (3, None, 0)
    assert [(r["row"], r["column"]) for r in answer["rejected"]] == [(row, column)]
    answer, code = told(what, board=board)
    assert (code, answer["rejected"]) == (0, [])
    assert answer["batch"] is not None
    found = [w["reason"] for w in answer["warnings"] if (w["row"], w["column"]) == (row, column)]
    assert any(said in reason for reason in found), answer["warnings"]


def refused(told, what, rows, said, *, board="empty"):
    """These rows are refused, and nothing is written."""
    answer, code = told(what, board=board)
    assert (code, answer["batch"]) == (3, None)
    assert [r["row"] for r in answer["rejected"]] == rows
    assert all(said in r["reason"] for r in answer["rejected"]), answer["rejected"]


# A lost power of ten


def test_unit_thousand(told):
    warned(told, "unit_thousand", 2, "value", "1,038 times the number of Sep 2026, 7.8k: is the power of ten right?")


@pytest.mark.parametrize("value", ["81000000", "0.81e6"])
def test_unit_thousand_tenfold_either_way(told, value):
    first, _ = case("unit_thousand")
    assert told([first | {"value": "7800000"}])[1] == 0
    warned(told, [case("unit_thousand", value=value)[1]], 1, "value", "is the power of ten right?")


def test_unit_thousand_in_the_first_number_of_all(told):
    rows = [case("unit_thousand")[0] | {"value": "780"}]
    warned(told, rows, 1, "value", "780 in full, without k, m or bn: is the power of ten right?")


def test_rev_thousand(told):
    warned(told, "rev_thousand", 1, "value", "is 0.0012 times the number of Q2 2026", board="public")


def test_rev_thousand_in_millions_and_as_a_range(told):
    for cells in ({"value": "1050"}, {"value": "", "low": "1000000", "high": "1100000"}):
        answer, code = told(case("rev_thousand", **cells), "--strict", board="public")
        assert code == 3
        assert "is the power of ten right?" in answer["rejected"][0]["reason"]


def test_rev_thousand_in_full_gives_no_pause(told):
    answer, code = told(case("rev_thousand", value="1050000000", note=""), "--strict", board="public")
    assert (code, answer["warnings"]) == (0, [])


# A burn, a round, a zero


def test_burn_quarter_total(told):
    warned(
        told,
        "burn_quarter_total",
        2,
        "period_end",
        "its period has 92 days. If it is the sum of them, that is USD 9.93M",
    )


def test_burn_quarter_total_of_a_half_year_and_gross(told):
    rows = case("burn_quarter_total", series="gross_burn", period_start="2026-01-01", period_end="2026-06-30", note="")
    warned(told, rows, 2, "period_end", "its period has 181 days. If it is the sum of them")


def test_burn_quarter_total_as_a_day(told):
    rows = case("burn_quarter_total", period_start="2026-09-30", note="")
    warned(told, rows, 2, "period_end", "The number is per month, and its period has 1 day.")


def test_burn_quarter_total_entered_by_month_gives_no_pause(told):
    rows = case("burn_quarter_total", value="10000000", period_start="2026-09-01", note="")
    answer, code = told(rows, "--strict")
    assert (code, answer["warnings"]) == (0, [])


def test_round_two_labels(told):
    warned(told, "round_two_labels", 4, "label", 'It may be the round on file: "Series F", USD 300M, 1 Sep 2026.')


def test_round_two_labels_across_files(told):
    *first, last = case("round_two_labels", label="F round, second report", value="310e6", period_start="2026-09-20")
    assert told(first)[1] == 0
    warned(told, [last | {"period_end": "2026-09-20"}], 1, "label", 'It may be the round on file: "Series F"')


def test_round_two_labels_as_one_name_on_another_day(told):
    rows = case("round_two_labels", label="series f", value="450e6", period_start="2026-11-20", period_end="2026-11-20")
    warned(told, rows, 4, "label", 'It may be the round on file: "Series F"')


def test_round_two_labels_of_two_rounds_gives_no_pause(told):
    rows = case("round_two_labels", label="Series G", value="900e6")
    answer, code = told(rows, "--strict")
    assert (code, answer["warnings"]) == (0, [])


def test_scraper_zero(told):
    warned(told, "scraper_zero", 2, "value", "0 after 30 roles on 17 Nov 2026")


def test_scraper_zero_a_day_later_and_of_all_roles(told):
    for series in ("robotics_open_roles", "open_roles"):
        first, last = case("scraper_zero", period_start="2026-11-18", period_end="2026-11-18", series=series)
        rows = [first | {"series": series, "basis": series}, last | {"basis": series}]
        warned(told, rows, 2, "value", "0 after 30 roles on 17 Nov 2026")


def test_scraper_zero_after_few_gives_no_pause(told):
    first, last = case("scraper_zero")
    answer, code = told([first | {"value": "5"}, last], "--strict")
    assert (code, answer["warnings"]) == (0, [])


# Names and rates


def test_rename_kling(told):
    refused(told, "rename_kling", [1, 2], 'entity "Kling" is another name of "Kling AI": write it as "Kling AI".')


@pytest.mark.parametrize(("name", "whose"), [("ShengShu", "Vidu"), ("KLING", "Kling AI")])
def test_rename_kling_by_other_aliases(told, name, whose):
    refused(told, [row | {"entity": name} for row in case("rename_kling")], [1, 2], f'is another name of "{whose}"')


def test_rename_capital(told):
    refused(told, "rename_capital", [1], 'entity "RunwayML" is another name of "Runway"', board="public")


@pytest.mark.parametrize("name", ["Runway ML", "runwayml"])
def test_rename_capital_written_otherwise(told, name):
    refused(told, case("rename_capital", entity=name), [1], 'is another name of "Runway"', board="public")


def test_ccy_fx_wrong_way(told):
    refused(told, "ccy_fx_wrong_way", [1], "is not within a factor of 2 of the 6.", board="public")
    answer, code = told(case("ccy_fx_wrong_way", value="7.1"), board="public")
    assert (code, answer["new"], answer["warnings"]) == (0, 1, [])


def test_ccy_fx_wrong_way_under_the_other_name(told):
    refused(told, case("ccy_fx_wrong_way", entity="CNY/USD", value="6.82"), [1], "It fits USD/CNY", board="public")
    assert told(case("ccy_fx_wrong_way", entity="CNY/USD"), board="public")[1] == 0


def test_ccy_fx_wrong_way_in_one_file(told):
    """The first rate of a pair is warned about; the next of the same file is held against it."""
    (row,) = case("ccy_fx_wrong_way", entity="EUR/USD", value="1.1")
    answer, code = told([row])
    assert code == 0
    assert [w["reason"] for w in answer["warnings"]] == [
        "The first rate of EUR/USD on file: is it 1.1 USD for one EUR?"
    ]
    refused(
        told, [row | {"period_start": "2026-07-03", "period_end": "2026-07-03", "value": "2.3"}], [1], "factor of 2"
    )
