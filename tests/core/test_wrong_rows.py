"""Ten thousand generated wrong rows, as fields, as a line or as cells of a table: none is accepted in silence."""

from __future__ import annotations

import random
from datetime import date

import pandas as pd
import pytest

from indicators.core.entry.entry import read_entry
from indicators.core.entry.oneline import read_line, write_line
from indicators.core.entry.paste import Choices, read_table
from indicators.core.entry.staged import waiting
from indicators.core.entry.validate import Fault, Names, validate
from indicators.core.model.catalogue import all_series
from indicators.core.text.vocabulary import Use, Vocabulary

TODAY = date(2026, 11, 25)
PANEL = "Sensor Tower app panel"
USES = [
    Use("mau", "Kling AI", PANEL, "ST"),
    Use("revenue", "Kling AI", "Kuaishou results", "Kuaishou"),
    Use("headcount", "Runway", "as stated", "The Verge"),
    Use("retention", "Kling AI", PANEL, "ST"),
    Use("compute", "OpenAI", "available", "CFO"),
]
WORDS = Vocabulary(all_series(), tuple(USES))
NAMES = [use.entity for use in USES], [use.basis for use in USES]
ROWS = 10_000


def good(chance):
    """A row that is right, with the number it means in the unit it names."""
    use = chance.choice(USES)
    typed = {"series": use.series, "entity": use.entity, "basis": use.basis, "source": use.source, "rights": "public"}
    if use.series == "retention":
        typed |= {"age_days": str(chance.choice([1, 7, 30])), "published_on": "2026-11-20"}
    millions = chance.randint(1, 999)
    value = {
        "mau": (f"{millions}m", millions * 1e6),
        "revenue": (f"CNY {millions}m", millions * 1e6),
        "headcount": (f"{millions}", float(millions)),
        "retention": (f"{millions / 10:.1f}%", float(f"{millions / 10:.1f}")),
        "compute": (f"{millions} MW", float(millions)),
    }[use.series]
    month = chance.randint(1, 9)
    typed |= {"value": value[0], "period": f"2026-{month:02}"}
    return typed, value[1], date(2026, month, 1)


def slips(chance, typed):
    """Ways to get a row wrong: a slip of the hand, a wrong cell, a copy of something else."""
    value, digits = typed["value"], "".join(c for c in typed["value"] if c.isdigit())
    return [
        (
            "value",
            chance.choice(["", "-", "n/a", "?", "#REF!", "=A1*2", "TRUE", "seven million", "1.2.3", "7..8", "7,8,1"]),
        ),
        ("value", f"{value}{chance.choice(['x', ' foo', ' % off', '*', ' km', ' [2]', '²', '!'])}"),
        ("value", f"-{digits}m" if typed["series"] != "revenue" else f"-CNY {digits}m"),
        ("value", f"{digits} {digits}"),
        ("value", f"{digits}\u202e"),
        ("value", f"{digits},{chance.choice(['1', '12', '1234'])}m"),
        ("value", f"0{digits}"),
        ("value", f"{int(digits) + 1}m-{digits}m"),
        ("value", chance.choice(["nan", "inf", "1e999", "1e-999999", "٣", "½", "12:30", "2026-04-01"])),
        ("value", f"{digits} parsecs"),
        ("value", f"nearly {digits}m"),
        ("value", f"¥{digits}m"),
        (
            "period",
            chance.choice(
                ["", "sometime", "Apr", "Q3", "Apr 26", "2026-13", "31 Feb 2026", "03/04/2026", "0000", "26"]
            ),
        ),
        (
            "period",
            chance.choice(
                ["2026-04-31", "1/2/3", "Q5 2026", "2026-W99", "1889", "2150", "H3 2026", "May 2026 to Jan 2026"]
            ),
        ),
        ("unit", chance.choice(["parsecs", "usd", "EURO", "people per week", "MWh", "%%"])),
        ("unit", "papers"),
        ("grade", chance.choice(["good", "A", "Reported", "estimated?"])),
        ("rights", chance.choice(["secret", "Public", "mine"])),
        ("series", chance.choice(["", "maus", "users", "Monthly", "revenue2", "kling.mau"])),
        (
            "entity",
            chance.choice(
                ["", f" {typed['entity'].lower()}", typed["entity"].upper(), typed["entity"].replace(" ", "  ") + " "]
            ),
        ),
        ("basis", chance.choice(["", typed["basis"].upper(), typed["basis"].replace(" ", "")])),
        ("source", chance.choice(["", "   ", "\0"])),
        ("url", chance.choice(["javascript:alert(1)", "example.org", "ftp://a", "http://", "https://a b"])),
        ("published_on", chance.choice(["2026", "soon", "Q3 2026", "31 Feb 2026", "03/04/2026"])),
        ("age_days", chance.choice(["-1", "1.5", "a", "" if typed["series"] == "retention" else "30"])),
    ]


def slip(chance, typed):
    """One of them; never one that leaves the row as right as it was."""
    while True:
        name, text = chance.choice(slips(chance, typed))
        harmless = (
            (name == "unit" and typed["series"] == "revenue" and text == "EURO")
            or (name == "entity" and text.strip() == typed["entity"])
            or (name == "basis" and text == typed["basis"])
            or (name == "value" and typed["series"] == "mau" and text == f"{typed['value']} foo")
        )
        if text.strip() != typed.get(name, "").strip() and not harmless:
            return {**typed, name: text}, name, text


def cells_or_none(entry):
    """The draft that would be kept, None where a reason is given."""
    if entry.problems:
        return None
    try:
        return validate(entry.cells, Names.of(*NAMES), TODAY)
    except Fault:
        return None


def by_fields(typed):
    return cells_or_none(read_entry(typed, TODAY))


def by_line(typed):
    line = read_line(write_line(typed, WORDS), WORDS, TODAY)
    return None if line.problems else cells_or_none(read_entry(line.typed, TODAY))


COLUMNS = (
    "series",
    "entity",
    "basis",
    "source",
    "rights",
    "value",
    "period",
    "unit",
    "grade",
    "url",
    "published_on",
    "age_days",
)


def by_table(typed):
    clean = {name: text.replace("\t", " ").replace("\n", " ") for name, text in typed.items()}
    text = "\t".join(COLUMNS) + "\n" + "\t".join(clean.get(name, "") for name in COLUMNS)
    pasted = read_table(text, Choices(), WORDS, TODAY)
    rows = [(row.field, row.why) if row.why else row.entry.cells for row in pasted.rows]
    found = waiting(rows, pd.DataFrame(), Names.of(*NAMES), TODAY, all_series())
    drafts = [one.draft for one in found if one.fate == "new"]
    assert len(drafts) <= 1
    return drafts[0] if drafts else None


WAYS = [by_fields, by_line, by_table]


@pytest.mark.parametrize("part", range(5))
def test_none_of_ten_thousand_wrong_rows_is_accepted_in_silence(part):
    """Each is refused with a reason, or read as exactly what it was before the slip, as a name in another case is."""
    chance = random.Random(part)  # noqa: S311 - the same rows on every run, no secret
    taken = []
    for i in range(ROWS // 5):
        typed, _, _ = good(chance)
        wrong, name, text = slip(chance, typed)
        draft = WAYS[i % 3](wrong)
        if draft is not None and draft != by_fields(typed):
            taken.append((WAYS[i % 3].__name__, name, text, typed["value"]))
    assert taken == []


@pytest.mark.parametrize("way", WAYS)
def test_right_rows_among_them_are_read_exactly(way):
    chance = random.Random(11)  # noqa: S311 - the same rows on every run, no secret
    for _ in range(1000):
        typed, value, start = good(chance)
        draft = way(typed)
        assert draft is not None, typed
        assert (draft.value, draft.period_start, draft.entity, draft.basis) == (
            value,
            start,
            typed["entity"],
            typed["basis"],
        )
