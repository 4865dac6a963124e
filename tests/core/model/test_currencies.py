"""The currency codes: those in force, each read behind a number."""

from __future__ import annotations

import pytest

from indicators.core.model.currencies import ISO_4217
from indicators.core.text.numbers import ReadNumber, read_number


@pytest.mark.parametrize("code", sorted(ISO_4217))
def test_every_currency_code_is_read_behind_a_number(code):
    read = read_number(f"340m {code}")
    assert isinstance(read, ReadNumber)
    assert (read.value, read.unit) == (340_000_000, code)


def test_the_currency_codes_are_those_in_force():
    # SIX, ISO 4217 amendments 176 to 180: XCG for ANG, ZWG for ZWL, CUC out, XAD in, BGN out on 1 January 2026.
    assert len(ISO_4217) == 178
    assert {"XCG", "ZWG", "XAD", "SLE", "VED", "CNY", "USD"} <= ISO_4217
    assert not {"ANG", "ZWL", "CUC", "BGN", "HRK", "SLL", "DEM"} & ISO_4217
