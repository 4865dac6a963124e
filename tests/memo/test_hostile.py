"""Text of users and sources in every form: nothing runs, nothing breaks, nothing is lost."""

from __future__ import annotations

import csv
import io
import zipfile
from html import unescape

import docx
import pytest
from pptx import Presentation

from indicators.memo import Choice, People, Pick, compose, numbers_csv, written
from tests.memo.conftest import AS_OF, add, look
from tests.memo.test_documents import Page

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp; | * [x](javascript:alert(1)) \x0b\ufffe"
FORMULA = '=HYPERLINK("http://evil","x")'


@pytest.fixture
def memo(board):
    """A memo whose every field is hostile."""
    more = {"period_start": "2026-05-01", "period_end": "2026-05-31", "published_on": "2026-06-09"}
    add(board, "mau", "Kling AI", 9e6, source=NASTY, note=NASTY, **more)
    june = {"period_start": "2026-06-01", "period_end": "2026-06-30", "published_on": "2026-07-09"}
    add(board, "mau", "Kling AI", 9.5e6, source=FORMULA, **june)
    people = People(prepared_by=NASTY, reviewed_by=NASTY, conflict="", disclaimer=NASTY)
    picks = (Pick(panel="kling.users", title=NASTY, line=NASTY),)
    return compose(look(board, AS_OF), Choice(picks=picks, title=NASTY, people=people), AS_OF)


def test_html_has_no_tag_and_no_attribute_of_theirs(memo):
    page = Page(written(memo, "html"))
    assert "<script>alert(1)</script>" in unescape(page.text)
    assert not [tag for tag, _ in page.tags if tag == "script"]
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on")]
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert all(link.startswith(("http://", "https://")) for link in links)


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_office_files_open_and_show_it_as_text(memo, form):
    data = written(memo, form)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "vbaProject" not in " ".join(archive.namelist())
    if form == "docx":
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    else:
        shapes = [s for slide in Presentation(io.BytesIO(data)).slides for s in slide.shapes if s.has_text_frame]
        text = "\n".join(s.text_frame.text for s in shapes)
    assert "<script>alert(1)</script>" in text


def test_markdown_shows_it_as_text(memo):
    text = written(memo, "md").decode()
    assert "<script>" not in text.replace("\\<", "")
    assert "\\[x\\](javascript\\:alert(1))" in text
    assert "](javascript:" not in text


def test_csv_runs_no_formula(memo):
    rows = list(csv.reader(io.StringIO(numbers_csv(memo).decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
