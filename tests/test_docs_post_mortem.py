"""docs/post-mortem.md is what its generator writes, and agrees with a count over the files of the public record."""

from __future__ import annotations

import csv
import re
import runpy
from pathlib import Path

import pytest

from indicators.core.model.catalogue import data_folder, thesis

DOCS = Path(__file__).parents[1] / "docs"
GENERATOR = runpy.run_path(str(DOCS / "generate" / "post_mortem.py"))
KEY = ("series", "entity", "basis", "period_start", "period_end", "age_days", "label")


@pytest.fixture(scope="module")
def page():
    return (DOCS / "post-mortem.md").read_text("utf-8")


def published(by, after=""):
    """The keys of the public record that were first published in a span of days, straight from its files."""
    first = {}
    for name in thesis().seed:
        with (data_folder() / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if "published_on" in row:
                    key = tuple(row.get(column) or "" for column in KEY)
                    first[key] = min(first.get(key, "9999"), row["published_on"])
    return [key for key, day in first.items() if after < day <= by]


def test_the_page_is_what_its_generator_writes(page):
    assert page == GENERATOR["page"](), "run make docs"


def test_each_day_counts_the_numbers_that_had_been_published(page):
    found = re.findall(r"^(\d+) numbers; ", page, re.MULTILINE)
    assert [int(count) for count in found] == [len(published(day)) for day in GENERATOR["DAYS"]]


def test_each_difference_counts_the_numbers_published_in_between(page):
    found = re.findall(r"(\d+) new numbers", page)
    spans = [("2026-04-02", "2026-06-01"), ("2026-06-01", "2026-11-22")]
    assert [int(count) for count in found] == [len(published(last, first)) for first, last in spans]


def test_what_a_reader_must_not_be_told_wrongly(page):
    assert "an earlier month was published, Apr 2026 was known already" in page
    assert "| Kling: Monthly active users | 7.8M | 7.8M, stale |" in page
