"""Figures and memos on their way out of the app: documents, what they quoted, and whether it is still true."""

from __future__ import annotations

from .claims_table import claims_table, keep_claims
from .compose import Choice, Pick, compose, panels, proposed, proposed_title
from .document import Memo, People
from .make import MIME, WRITERS, keep_figure, keep_memo, memo_file, numbers_csv, remembered, said, written
from .picture import PRESETS, Plate, caption, citation, drawn, facts, file_name, plate
from .rights import NO_RELEASE, Release
from .verify import Erratum, Verdict, errata, superseded, verify, verify_file, verify_id
from .view import View, look

__all__ = [
    "MIME",
    "NO_RELEASE",
    "PRESETS",
    "WRITERS",
    "Choice",
    "Erratum",
    "Memo",
    "People",
    "Pick",
    "Plate",
    "Release",
    "Verdict",
    "View",
    "caption",
    "citation",
    "claims_table",
    "compose",
    "drawn",
    "errata",
    "facts",
    "file_name",
    "keep_claims",
    "keep_figure",
    "keep_memo",
    "look",
    "memo_file",
    "numbers_csv",
    "panels",
    "plate",
    "proposed",
    "proposed_title",
    "remembered",
    "said",
    "superseded",
    "verify",
    "verify_file",
    "verify_id",
    "written",
]
