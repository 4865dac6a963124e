"""`verify` of files that are none: broken documents, bombs, cut pictures, junk. One sentence each."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from indicators.core.model.errors import InputError
from indicators.memo import verify_file
from indicators.memo.verification.found import ids_in, read
from tests.memo.test_truth import TODAY, memo_of
from tests.store.test_no_files import BREAKS, zipped

PNG = b"\x89PNG\r\n\x1a\n"


def said(data, name, board=None):
    """The sentence of a refusal, or nothing where the file is read and, with a board, holds an id of its own."""
    try:
        ids_in(data, name) if board is None else verify_file(board, data, name, TODAY)
    except InputError as error:
        text = str(error)
        return text if text.endswith(".") and "\n" not in text else pytest.fail(text)
    return ""


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_a_document_with_any_broken_part_is_read_or_refused_in_a_sentence(board, form):
    _, content = memo_of(board, form=form)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert said(zipped(parts), f"a.{form}", board) == ""
    for part in ("[Content_Types].xml", "docProps/core.xml", "_rels/.rels", *list(parts)[:4]):
        for how in BREAKS.values():
            said(zipped(parts | {part: how(parts[part])}), f"a.{form}")
    everything = dict.fromkeys(parts, b"garbage")
    assert "holds no id" in said(zipped(everything), f"a.{form}", board)


@pytest.mark.parametrize("form", ["docx", "pptx", "html", "md"])
def test_a_file_cut_at_any_place_is_read_or_refused_in_a_sentence(board, form):
    _, content = memo_of(board, form=form)
    for tenth in range(10):
        said(content[: len(content) * tenth // 10], f"a.{form}")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_packed_parts_that_are_damaged(method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("a.xml", b"<a>kling-users-0a1b2c</a>" * 50)
    data = bytearray(stream.getvalue())
    for place in range(30, len(data) - 60, 3):
        damaged = bytearray(data)
        damaged[place] ^= 0xFF
        said(bytes(damaged), "a.docx")


def test_a_bomb_is_refused_by_its_list():
    data = zipped({"word/document.xml": b"a-a " * 10_000_000})
    assert said(data, "a.docx") == "a.docx unpacks to over 100 times its size, as no real file does: save it again."


@pytest.mark.parametrize(
    "data",
    [
        PNG,
        PNG + b"\0",
        PNG + b"\xff\xff\xff\xffiTXt" + b"x" * 100,
        PNG + b"\0\0\0\x04iTXtabc\xff" * 1000,
        PNG + bytes(range(256)) * 8000,
        b"PK\x03\x04" + bytes(range(256)) * 8000,
        b"PK\x05\x06" + b"\xff" * 18,
        bytes(range(256)) * 8000,
        b"<svg>" + b"<" * 2_000_000,
        b"<html>" + b"a-" * 1_000_000,
        b"<html>" + b"aa-aa-A " * 250_000,
        b"",
    ],
)
def test_junk_is_refused_in_a_sentence_and_soon(board, data):
    began = time.process_time()
    assert said(data, "a.png", board) != ""
    assert time.process_time() - began < 5


def test_a_large_file_of_junk_is_refused_by_its_first_part(tmp_path):
    """It lies on the disk as a hole of four gigabytes, which nobody reads in time."""
    path = tmp_path / "a.docx"
    with path.open("wb") as stream:
        stream.write(b"\xff" * 100)
        stream.truncate(4 * 1024**3)
    assert len(read(path)) < 1024**2
    with path.open("r+b") as stream:
        stream.write(b"PK\x03\x04")
    with pytest.raises(InputError, match="is larger than 256 MiB"):
        read(path)
    path.write_bytes(b"x" * (33 * 1024**2))
    with pytest.raises(InputError, match="is larger than 32 MiB"):
        read(path)
