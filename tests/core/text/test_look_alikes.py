"""Names as a reader's eye takes them: what is not seen, what looks like another, and addresses that hide their host."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.core.entry.validate import Fault, Names
from indicators.core.text.look_alikes import hidden_in_address, likeness, mixed, named, unseen

CYRILLIC_A, CYRILLIC_I, CYRILLIC_K = "\u0410", "\u0406", "\u041a"
FORMAT = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) == "Cf"]
NOT_SEEN = [
    *FORMAT,
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180f\u2065\u2800\u3164\ufe00\ufe0f\uffa0\ufff0\ufff8",
    *"\U000e0000\U000e0041\U000e0100\U000e0fff",  # tags, variation selectors
    *"\x01\x07\x08\x1b\x7f\x85\x9f",
]


def told(name, *known, column="entity"):
    """What is said of a name where others are known; nothing where it is taken."""
    try:
        Names.of(known, known).check(column, name)
    except Fault as fault:
        return fault.reason
    return ""


@given(st.text(), st.sampled_from(NOT_SEEN), st.text(), st.sampled_from(["entity", "basis"]))
def test_an_unseen_character_anywhere_in_a_name_is_refused_by_its_name(before, hidden, after, column):
    name = before + hidden + after
    said = told(name, column=column)
    first = unseen(name)
    assert first
    assert f"{named(first)}, which is not seen" in said
    assert hidden not in said


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        ("\u200b", "ZERO WIDTH SPACE (U+200B)"),
        ("\ufeff", "ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE (U+202E)"),
        ("\u2066", "LEFT-TO-RIGHT ISOLATE (U+2066)"),
        ("\u00ad", "SOFT HYPHEN (U+00AD)"),
        ("\u3164", "HANGUL FILLER (U+3164)"),
    ],
)
def test_what_is_not_seen_is_told_by_name(hidden, words):
    assert told(f"Kling{hidden} AI") == f'entity "Kling AI" holds {words}, which is not seen: type it anew.'


@pytest.mark.parametrize(
    "other",
    [
        f"Kling {CYRILLIC_A}I",
        f"KLING {CYRILLIC_A}{CYRILLIC_I}",
        "\uff2b\uff4c\uff49\uff4e\uff47\u3000\uff21\uff29",  # full width
        "\U0001d40a\U0001d425\U0001d422\U0001d427\U0001d420 AI",  # mathematical bold
        "kling ai",
        "Kling Al",  # a small L
        "K1ing AI".replace("1", "|"),
    ],
)
def test_a_look_alike_of_a_known_name_is_refused_and_names_it(other):
    assert 'write it as "Kling AI"' in told(other, "Kling AI") or "among Latin letters" in told(other, "Kling AI")


def test_how_the_look_alike_differs_is_said():
    said = told(f"Kling {CYRILLIC_A}{CYRILLIC_I}", "Kling AI")
    assert "in letters that look alike (CYRILLIC CAPITAL LETTER A (U+0410))" in said
    assert "in letters that look alike (LATIN SMALL LETTER L (U+006C))" in told("OpenAl", "OpenA I".replace(" ", ""))


def test_a_look_alike_inside_a_latin_word_is_refused_where_nothing_is_known_yet():
    assert "CYRILLIC CAPITAL LETTER KA (U+041A) among Latin letters" in told(f"{CYRILLIC_K}nown Company")


def test_the_entities_of_the_thesis_are_known_on_an_empty_board():
    for name in (f"{CYRILLIC_K}ling AI", "kling ai", "RUNWAY", "OpenAl"):
        assert "write it as" in told(name)


@pytest.mark.parametrize(
    "name",
    [
        "\u53ef\u7075",  # Kling in Chinese
        "\u042f\u043d\u0434\u0435\u043a\u0441",  # Yandex in Russian
        "\u042f\u043d\u0434\u0435\u043a\u0441 Cloud",
        "\u53ef\u7075AI",
        "\u03bcTorrent",
        "\u03c00",  # a model of Physical Intelligence
        "Caf\u00e9 M\u00fcnchen",
        "\u0421\u0421\u0421\u0420",
        "Kuaishou\u2019s results \u2013 quarterly",
        "\U0001f3a5 Films",
    ],
)
def test_genuine_names_are_taken(name):
    known = ["Kling AI", "Vidu", "OpenAI", "Sora"]
    assert told(name, *known) == ""
    assert told(name, *known, name) == ""
    assert told(name, *known, column="basis") == ""


@pytest.mark.parametrize(("one", "other"), [("Modern", "Modem"), ("Bali", "Ball"), ("\u53ef\u7075", "\u53ef\u9748")])
def test_words_that_differ_to_the_eye_are_two(one, other):
    assert told(one, other) == ""


def test_case_is_folded_as_unicode_has_it():
    assert 'is "Stra\u00dfe" in another case' in told("STRASSE", "Stra\u00dfe")
    upper = "\u042f\u043d\u0434\u0435\u043a\u0441".upper()
    assert "in another case" in told(upper, "\u042f\u043d\u0434\u0435\u043a\u0441")


def test_a_name_that_stands_from_before_and_is_refused_now_is_no_name_to_go_by():
    assert told("Kling AI", "Kling\u200b AI") == ""
    assert told("Kling\u200b AI", "Kling\u200b AI") != ""


@given(st.text(), st.text())
def test_two_names_of_one_likeness_are_twins_both_ways(one, other):
    assert bool(set(likeness(one)) & set(likeness(other))) == bool(set(likeness(other)) & set(likeness(one)))
    assert set(likeness(one)) & set(likeness(one.casefold()))
    assert isinstance(mixed(one), str)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://kuaishou.com@evil.example/", "user name"),
        ("https://user:word@example.com/", "user name"),
        ("https://example.com\\@evil.example/", "user name"),
        ("https://ex\u0430mple.com/", "letters that look like others"),  # one Cyrillic letter
        ("https://\u0440\u0430\u0443\u0440\u0430\u04cf.com/", "letters that look like others"),  # all Cyrillic
        ("https://xn--80ak6aa92e.com/", "letters that look like others"),  # the same kind, encoded
        ("https://\uff45xample.com/", "letters that look like others"),  # full width
        ("https://exam\u200bple.com/", "not seen"),
        ("https://example.com/\u3164", "not seen"),
        ("javascript:alert(1)", "not an http"),
        ("https://", "not an http"),
        ("https://[bad", "not an http"),
    ],
)
def test_an_address_that_hides_where_it_leads(url, why):
    assert why in hidden_in_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://ir.kuaishou.com/en?q=a@b",
        "http://127.0.0.1:8501/",
        "https://[::1]/",
        "https://\u044f\u043d\u0434\u0435\u043a\u0441.\u0440\u0444/",
        "https://m\u00fcnchen.de/",
        "https://\u4f8b\u3048.jp/",
        "https://\u53ef\u7075ai.cn/",
        "https://xn--mnchen-3ya.de/",
    ],
)
def test_plain_addresses(url):
    assert hidden_in_address(url) == ""
