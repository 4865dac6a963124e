"""The one validator: "An observation" of the contract, rule by rule; every fault names its column and what to do."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from indicators.core.entry.validate import Fault, Names, validate
from indicators.core.model.catalogue import all_series, thesis
from indicators.core.model.observation import REQUIRED

TODAY = date(2026, 11, 22)
ROW = {
    "series": "mau",
    "entity": "Kling AI",
    "basis": "panel",
    "period_start": "2026-03-01",
    "period_end": "2026-03-31",
    "value": "7800000",
    "unit": "users",
    "grade": "estimate",
    "published_on": "2026-04-02",
    "source": "test",
}


def read(names=None, **cells):
    return validate(ROW | cells, names or Names(), TODAY)


def column(**cells):
    """The column of the first fault."""
    with pytest.raises(Fault) as caught:
        read(**cells)
    assert caught.value.reason.endswith(".")
    return caught.value.column


def test_a_plain_row():
    draft = read()
    assert (draft.value, draft.rights, draft.url, draft.label) == (7.8e6, "public", "", "")
    assert (draft.period_start, draft.period_end) == (date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("empty", ["", "   ", None])
def test_what_is_required_must_be_there(name, empty):
    assert column(**{name: empty}) == name


def test_required_are_the_contracts():
    assert REQUIRED == ("series", "entity", "basis", "period_start", "period_end", "unit", "grade", "source")


@pytest.mark.parametrize("name", ["published_on", "url", "rights", "label", "note"])
def test_the_rest_may_be_empty(name):
    read(**{name: ""})


# Text


def test_text_is_trimmed_and_nfc_and_otherwise_kept():
    draft = read(entity="  Kling AI\t", source="Cafe\u0301 \u200b=1+1\n'x", note="\u2028\U0001f600")
    assert draft.entity == "Kling AI"
    assert draft.source == "Caf\u00e9 \u200b=1+1\n'x"
    assert draft.note.endswith("\U0001f600")


@pytest.mark.parametrize("name", ["entity", "basis", "source", "note", "label", "value", "period_start"])
def test_nul_is_rejected_anywhere(name):
    assert column(**{name: "a\0b"}) == name


@pytest.mark.parametrize("other", ["kling ai", "KLING AI", "KlingAI", "Kling  AI", "Kling\u00a0AI", " kling\tai"])
def test_a_known_name_in_another_case_or_spacing_is_rejected(other):
    names = Names.of(["Kling AI"], ["panel"])
    read(names)
    with pytest.raises(Fault, match='"Kling AI"') as caught:
        read(names, entity=other)
    assert caught.value.column == "entity"
    with pytest.raises(Fault) as caught:
        read(names, basis="Panel")
    assert caught.value.column == "basis"


def test_a_name_that_was_taken_is_known_from_then_on():
    names = Names()
    names.learn(read(names))
    with pytest.raises(Fault):
        read(names, entity="kling AI")


@pytest.mark.parametrize("alias", ["RunwayML", "runway ml", "RUNWAYML", "Runway\u00a0ML"])
def test_an_alias_of_the_thesis_is_refused_and_names_whom_it_stands_for(alias):
    with pytest.raises(Fault) as caught:
        read(entity=alias)
    assert caught.value.column == "entity"
    assert caught.value.reason.endswith('is another name of "Runway": write it as "Runway".')


def test_every_declared_alias_is_refused_and_every_declared_name_is_taken():
    for entity in thesis().entities:
        assert read(entity=entity.name).entity == entity.name
        for alias in entity.aliases:
            assert column(entity=alias) == "entity"
    assert {"RunwayML", "Kling", "ShengShu"} <= {alias for e in thesis().entities for alias in e.aliases}


# Numbers


@pytest.mark.parametrize("text", ["7800000", "7.8e6", "7.8E+6", "0", " 5 ", "5.", ".5", "-0"])
def test_numbers_that_are_read(text):
    assert read(series="arr", unit="USD", value=text).value == float(text)


@pytest.mark.parametrize(
    "text",
    ["7,8", "7 800 000", "7.8M", "+5", "1e", "0x10", "inf", "nan", "NaN", "1_000", "\uff15", "1.2.3", "5%", "$5"],
)
def test_anything_else_is_rejected(text):
    assert column(value=text) == "value"


@pytest.mark.parametrize("cell", [True, float("inf"), float("nan"), date(2026, 3, 1), datetime(2026, 3, 1, 12)])  # noqa: DTZ001 - a cell
def test_cells_that_are_no_numbers(cell):
    assert column(value=cell) == "value"


def test_a_value_or_a_bound_must_be_given():
    assert column(value="") == "value"
    assert read(value="", low="1", high="9").value is None
    assert column(value="", low="1") == "value"
    assert column(value="", high="9") == "value"
    assert column(value="", high="9", grade="floor") == "value"
    assert column(value="", low="1", grade="ceiling") == "value"
    assert read(value="", low="1", grade="floor").low == 1
    assert read(value="", high="9", grade="ceiling").high == 9


@pytest.mark.parametrize(
    ("low", "value", "high", "fault"),
    [
        ("5", "4", "9", "low"),
        ("1", "4", "3", "value"),
        ("5", "", "3", "low"),
        ("4", "4", "4", None),
        ("1", "4", "9", None),
    ],
)
def test_low_value_high_stand_in_order(low, value, high, fault):
    if fault:
        assert column(low=low, value=value, high=high) == fault
    else:
        read(low=low, value=value, high=high)


@pytest.mark.parametrize("end", ["low", "value", "high"])
def test_limits_hold_for_ends_too(end):
    cells = {"low": "0", "value": "1", "high": "2"} | {end: "-1"}
    assert column(**cells) == end


# Limits of the series


def example(series):
    kind = all_series()[series]
    unit = "USD" if kind.money else kind.units[0]
    entity = kind.entity or ("USD/CNY" if series == "fx" else "Kling AI")
    more = {"age_days": "30"} if kind.aged else {}
    if kind.assumption:
        more |= {"grade": "assumption", "low": "0", "high": "1"}
    return {"series": series, "unit": unit, "entity": entity, "published_on": "2026-06-01"} | more


@pytest.mark.parametrize("series", all_series())
def test_every_series_takes_one_in_its_unit(series):
    assert read(**example(series), value="1").value == 1


@pytest.mark.parametrize("series", all_series())
def test_below_zero_only_net_burn_and_weekly_change(series):
    cells = example(series) | {"value": "-0.5"}
    if series in ("net_burn", "wau_change"):
        assert read(**cells).value == -0.5
    else:
        assert column(**cells | {"low": "", "high": ""}) in ("value", "low")


def test_weekly_change_is_above_minus_one():
    assert column(**example("wau_change"), value="-1") == "value"
    assert column(**example("wau_change") | {"unit": "percent"}, value="-100") == "value"
    assert read(**example("wau_change") | {"unit": "percent"}, value="-99").value == -99


@pytest.mark.parametrize(
    "series", ["retention", "compute_share_robotics", "assume_multihoming", "assume_leave_category"]
)
def test_shares_and_ratio_assumptions_are_at_most_one(series):
    cells = example(series) | {"low": "", "high": ""} if not all_series()[series].assumption else example(series)
    assert column(**cells | {"high": "1.5"}, value="1.2") == "value"
    if "percent" in all_series()[series].units:
        assert read(**cells | {"unit": "percent"}, value="100").value == 100
        assert column(**cells | {"unit": "percent"}, value="100.5") == "value"


@pytest.mark.parametrize(
    "series",
    [
        *("headcount", "robotics_headcount", "robotics_data_collectors", "hires", "open_roles", "robotics_open_roles"),
        *("robotics_roles_posted", "papers_count", "field_papers"),
        *("mau", "wau", "dau", "new_users", "registered_users", "paying_users", "cohort_size"),
    ],
)
def test_people_users_roles_and_papers_are_whole(series):
    assert column(**example(series), value="1.5") == "value"
    assert column(**example(series), value="1", low="0.5", high="2") == "low"
    assert read(**example(series), value="0").value == 0


def test_a_paper_is_one():
    for wrong in ("0", "2", "0.5"):
        assert column(**example("papers"), value=wrong) == "value"


def test_what_a_spreadsheet_computes_is_whole_but_for_its_last_digit():
    assert read(value=1.1 * 3e6).value == 1.1 * 3e6 != 3_300_000
    assert read(series="downloads", unit="downloads", value="1.5").value == 1.5


@pytest.mark.parametrize(
    ("series", "unit"),
    [
        ("mau", "people"),
        ("revenue", "users"),
        ("revenue", "usd"),
        ("revenue", "XYZ"),
        ("compute", "TW"),
        ("fx", "percent"),
    ],
)
def test_a_unit_that_the_series_does_not_take(series, unit):
    assert column(**example(series) | {"unit": unit}, value="1") == "unit"


@pytest.mark.parametrize("grade", ["Reported", "guess", "reported "])
def test_grades(grade):
    if grade.strip() == "reported":
        assert read(grade=grade).grade == "reported"
    else:
        assert column(grade=grade) == "grade"


def test_rights():
    assert read(rights="confidential").rights == "confidential"
    assert column(rights="secret") == "rights"


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org", "javascript:alert(1)", "//example.org", "example.org", "http://", "https:///x"),
        *("data:text/html,x", "https://exa mple.org", "https://example.org/\nx", "http://[", "file:///etc/passwd"),
        "HTTPS:example.org",
    ],
)
def test_addresses_that_are_not_http(url):
    assert column(url=url) == "url"


@pytest.mark.parametrize("url", ["", "http://example.org", "https://example.org/a?b=c#d", "https://例え.jp/"])
def test_addresses_that_are(url):
    assert read(url=url).url == url


# Days


@pytest.mark.parametrize(
    "day",
    ["2026-3-1", "01/03/2026", "2026-02-30", "1989-12-31", "2101-01-01", "2026-03-01T00:00:00", "20260301", "2026-W10"],
)
def test_days_that_are_not_taken(day):
    assert column(period_start=day) == "period_start"
    assert column(published_on=day) == "published_on"


def test_the_first_and_the_last_day():
    assert read(period_start="1990-01-01", period_end="2100-12-31").period_end == date(2100, 12, 31)


def test_a_period_runs_forward():
    assert column(period_start="2026-04-01") == "period_end"


def test_a_period_may_end_after_publication():
    assert read(published_on="2026-01-01").published_on == date(2026, 1, 1)


# Retention


RETENTION = example("retention") | {"unit": "ratio"}


def test_retention_needs_an_age_and_nothing_else_has_one():
    assert column(**RETENTION | {"age_days": ""}, value="0.1") == "age_days"
    assert column(age_days="30") == "age_days"


@pytest.mark.parametrize("age", ["-1", "1.5", "many", "1e9"])
def test_the_age_is_a_whole_number(age):
    assert column(**RETENTION | {"age_days": age}, value="0.1") == "age_days"


@pytest.mark.parametrize(("published", "known"), [("2026-03-31", True), ("2026-03-30", False)])
def test_retention_is_not_known_before_the_age_is_reached(published, known):
    cells = RETENTION | {"published_on": published}  # the cohort starts on 1 March
    if known:
        assert read(**cells, value="0.1").age_days == 30
    else:
        assert column(**cells, value="0.1") == "published_on"


def test_an_empty_day_of_publication_is_today():
    read(**RETENTION | {"published_on": "", "age_days": "266"}, value="0.1")  # 22 November is day 266
    assert column(**RETENTION | {"published_on": "", "age_days": "267"}, value="0.1") == "published_on"


def test_an_age_far_beyond_the_calendar_is_a_fault_and_no_crash():
    assert column(**RETENTION | {"age_days": "9999999"}, value="0.1") in ("age_days", "published_on")
    assert column(**RETENTION | {"age_days": "2900000"}, value="0.1") in ("age_days", "published_on")


# Assumptions and rates


@pytest.mark.parametrize("series", [s for s in all_series() if s.startswith("assume")])
def test_an_assumption_has_both_ends_and_its_own_grade_and_entity(series):
    cells = example(series) | {"value": "0.5"}
    assert column(**cells | {"grade": "reported"}) == "grade"
    assert column(**cells | {"low": ""}) == "low"
    assert column(**cells | {"high": ""}) == "high"
    assert column(**cells | {"entity": "Vidu"}) == "entity"
    assert read(**cells | {"value": ""}).value is None


@pytest.mark.parametrize("pair", ["USDCNY", "USD-CNY", "usd/cny", "USD/XYZ", "USD/CNY/EUR", "CNY"])
def test_a_rate_is_of_a_pair_of_currencies(pair):
    assert column(**example("fx") | {"entity": pair}, value="7") == "entity"


def test_an_unknown_series_says_where_they_are_listed():
    with pytest.raises(Fault, match="`list`"):
        read(series="mood")


def test_a_name_in_another_case_is_said_to_be_that_in_every_alphabet():
    known = Names.of(["Gro\u00dfe KI"], [])  # its capitals are GROSSE KI
    with pytest.raises(Fault, match='is "Gro\u00dfe KI" in another case or spacing'):
        known.check("entity", "GROSSE KI")
