"""Figures and memos on their way out of the app: documents, what they quoted, and whether it is still true."""

from __future__ import annotations

from .content.card import in_short, level, next_step
from .content.claims_table import PANEL as CLAIMS_PANEL
from .content.claims_table import claims_picture, claims_text
from .content.compose import Choice, Pick, compose, panels, proposed, proposed_title
from .content.document import Memo, People
from .content.first_prints import PANEL as FIRST_PRINTS
from .content.first_prints import first_prints_picture
from .content.picture import PRESETS, Picture, caption, citation, drawn, facts, file_name, panel_picture
from .content.pictures import picture_of, pictures
from .content.rights import NO_RELEASE, Release
from .forms.make import MIME, WRITERS, keep_figure, keep_memo, memo_file, numbers_csv, remembered, said, written
from .verification.verify import Erratum, Verification, errata, superseded, verify, verify_file, verify_id

__all__ = [
    "CLAIMS_PANEL",
    "FIRST_PRINTS",
    "MIME",
    "NO_RELEASE",
    "PRESETS",
    "WRITERS",
    "Choice",
    "Erratum",
    "Memo",
    "People",
    "Pick",
    "Picture",
    "Release",
    "Verification",
    "caption",
    "citation",
    "claims_picture",
    "claims_text",
    "compose",
    "drawn",
    "errata",
    "facts",
    "file_name",
    "first_prints_picture",
    "in_short",
    "keep_figure",
    "keep_memo",
    "level",
    "memo_file",
    "next_step",
    "numbers_csv",
    "panel_picture",
    "panels",
    "picture_of",
    "pictures",
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
