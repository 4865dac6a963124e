"""Who may enter: a slip in the secrets closes the app, an address is matched whole, a sign-out ends every session."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from streamlit import config

from indicators.app.access import rules as access
from indicators.app.access import sign_outs, signed_in

GOOD = """
[auth]
redirect_uri = "http://127.0.0.1:8501/oauth2callback"
cookie_secret = "a secret of the test's own"
client_id = "telltale"
client_secret = "another"
server_metadata_url = "http://127.0.0.1:1/.well-known/openid-configuration"

[access]
allowed = ["@fund.example", " Guest@Other.example "]
"""
ANN = {"is_logged_in": True, "iss": "a", "sub": "1", "name": "Ann Lee", "email": "ann@fund.example"}
ANN |= {"email_verified": True}


@pytest.fixture
def secrets(tmp_path, monkeypatch):
    """The secrets file of an app on a board of its own; the process has not seen sign-in required."""
    monkeypatch.setenv("INDICATORS_BOARD", str(tmp_path / "board.db"))
    monkeypatch.delenv(access.SWITCH, raising=False)
    monkeypatch.setattr(access.LastAnswer, "required", False)
    monkeypatch.setattr(access.LastAnswer, "problem", "")
    before = config.get_option("secrets.files")
    path = tmp_path / "secrets.toml"
    config.set_option("secrets.files", [str(path)])
    yield path
    config.set_option("secrets.files", before)


def user(**more):
    return ANN | {"iat": int(time.time())} | more


# Whether sign-in is required


def test_on_ones_own_machine_nobody_is_asked(secrets):
    assert access.now() == access.Access(required=False)
    secrets.write_text('[another_app]\npassword = "x"\nclient_id = "of another service"\n')
    assert access.now() == access.Access(required=False)


def test_a_section_makes_sign_in_required(secrets):
    secrets.write_text(GOOD)
    found = access.now()
    assert (found.required, found.problem) == (True, "")
    assert found.allowed == {"@fund.example", "guest@other.example"}


SLIPS = {
    "a missing quote": GOOD.replace('client_id = "telltale"', 'client_id = "telltale').encode(),
    "a byte order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "[Auth]": GOOD.replace("[auth]", "[Auth]").encode(),
    "[AUTH]": GOOD.replace("[auth]", "[AUTH]").encode(),
    "[aut]": GOOD.replace("[auth]", "[aut]").replace("[access]", "[acces]").encode(),
    "[Auth] alone": b'[Auth]\nclient_id = "telltale"\n',
    "[access] alone": b'[access]\nallowed = ["@fund.example"]\n',
    "[[auth]]": GOOD.replace("[auth]", "[[auth]]").encode(),
    "no section": GOOD.replace("[auth]\n", "").encode(),
    "[Access]": GOOD.replace("[access]", "[Access]").encode(),
    "no list": GOOD.partition("[access]")[0].encode(),
    "a list that is a text": GOOD.replace('["@fund.example", " Guest@Other.example "]', '"@fund.example"').encode(),
    "a key missing": GOOD.replace("cookie_secret", "cookie_sekret").encode(),
    "the dots of the page": GOOD.replace("a secret of the test's own", "…").encode("utf-8"),
    "UTF-16": GOOD.encode("utf-16"),
    "Latin-1": GOOD.replace("another", "Zürich").encode("latin-1"),
}


@pytest.mark.parametrize("content", SLIPS.values(), ids=SLIPS)
def test_a_slip_lets_nobody_in(secrets, caplog, content):
    secrets.write_bytes(content)
    assert access.now().problem
    with pytest.raises(access.AccessError, match="Telltale is closed"):
        access.admit(user())
    (line,) = {record.getMessage() for record in caplog.records}
    assert "no page is served" in line
    assert "a secret of the test's own" not in line


def test_a_file_that_cannot_be_read_lets_nobody_in(secrets, tmp_path):
    secrets.mkdir()
    assert "cannot be read" in access.now().problem
    secrets.rmdir()
    secrets.symlink_to(tmp_path / "not there")
    assert "cannot be read" in access.now().problem


@pytest.mark.parametrize("switch", ["required", "Required", "on", "false"])
def test_the_switch_without_a_sign_in_lets_nobody_in(secrets, monkeypatch, switch):
    monkeypatch.setenv(access.SWITCH, switch)
    assert access.now().problem
    secrets.write_text('[another_app]\npassword = "x"\n')
    assert access.now().problem


def test_a_file_that_goes_while_the_app_runs_does_not_open_it(secrets):
    secrets.write_text(GOOD)
    access.admit(user())
    secrets.unlink()
    with pytest.raises(access.AccessError):
        access.admit(user())
    secrets.write_text(GOOD)
    access.admit(user())


def test_what_sign_in_needs_must_be_installed(secrets, monkeypatch):
    secrets.write_text(GOOD)
    monkeypatch.setattr(access, "find_spec", lambda _: None)
    assert "requirements-server.txt" in access.now().problem


# Whom the list lets in


@pytest.mark.parametrize("email", ["ann@fund.example", "Ann@Fund.Example", "guest@other.example"])
def test_who_is_on_the_list_enters(secrets, email):
    secrets.write_text(GOOD)
    access.admit(user(email=email))


REFUSED = {
    "another domain": {"email": "eve@elsewhere.example"},
    "a domain below it": {"email": "eve@sub.fund.example"},
    "not verified": {"email_verified": False},
    "verified as text": {"email_verified": "true"},
    "verified as a number": {"email_verified": 1},
    "verified by nobody": {"email_verified": None},
    "no address": {"email": None},
    "two at signs": {"email": "eve@elsewhere.example@fund.example"},
    "quoted": {"email": '"eve@elsewhere.example"@fund.example'},
    "cut after 200": {"email": "ann@fund.example".rjust(200, "a") + ".evil.example"},
    "a line break": {"email": "eve@elsewhere.example\n@fund.example"},
    "a break at its end": {"email": "ann@fund.example\n"},
    "another alphabet": {"email": "guest@other.ex\u0430mple"},
    "a letter that is lower case of another": {"email": "guest@other.example".replace("g", "\u0261")},
    "not signed in": {"is_logged_in": False},
    "signed in as text": {"is_logged_in": "true"},
    "no time": {"iat": None},
    "yesterday": {"iat": int(time.time()) - 86_400},
}


@pytest.mark.parametrize("claims", REFUSED.values(), ids=REFUSED)
def test_who_is_not_does_not(secrets, claims):
    secrets.write_text(GOOD)
    with pytest.raises(access.AccessError):
        access.admit(user(**claims))


def test_the_cut_is_where_it_used_to_let_in(secrets):
    """200 characters of an address were matched, so that a longer one could end in a listed domain."""
    secrets.write_text(GOOD)
    email = "ann@fund.example".rjust(200, "a") + ".evil.example"
    assert email[:200].endswith("@fund.example")
    assert not access.listed(user(email=email), access.now())


# The name


@pytest.mark.parametrize(
    ("name", "recorded"),
    [
        ("Ann Lee", "Ann Lee (ann@fund.example)"),
        ("Eve (boss@fund.example)", "ann@fund.example"),
        ("boss@fund.example", "ann@fund.example"),
        ("Boss \uff08boss\uff20fund.example\uff09", "ann@fund.example"),
        ("Boss \ufe5fboss\ufe6bfund.example", "ann@fund.example"),
        ("Boss (the boss)", "ann@fund.example"),
        ("Jos\u00e9 O\u2019Neil-Smith, Jr.", "Jos\u00e9 O\u2019Neil-Smith, Jr. (ann@fund.example)"),
        ("N" * 5000, "N" * 100 + " (ann@fund.example)"),
        ("A\u202eB\u200bC", "A B C (ann@fund.example)"),
        (None, "ann@fund.example"),
    ],
)
def test_a_display_name_carries_no_other_address(name, recorded):
    assert signed_in.named(user(name=name)) == recorded


# Signing out


def test_signing_out_ends_every_session_begun_before_and_outlives_the_program(secrets):
    secrets.write_text(GOOD)
    now = int(time.time())
    tab, other_browser, colleague = user(), user(iat=now - 60), user(sub="2")
    for one in (tab, other_browser, colleague):
        access.admit(one)
    access.end_session(tab)
    for one in (tab, other_browser):
        with pytest.raises(access.AccessError, match="session has ended"):
            access.admit(one)
    access.admit(colleague)
    access.admit(user(iat=now + 1))  # signed in again
    assert "ann" not in (secrets.with_name("board.db.sign-outs")).read_text().lower()


def test_a_session_is_ended_whatever_the_providers_clock_says(secrets):
    secrets.write_text(GOOD)
    fast = user(iat=int(time.time()) + 90)
    access.end_session(fast)
    with pytest.raises(access.AccessError):
        access.admit(fast)


def test_a_torn_line_hides_no_other(tmp_path):
    file = tmp_path / "sign-outs"
    sign_outs.add(file, "one", 100)
    with file.open("a") as stream:
        stream.write("17000")
    assert sign_outs.last(file, "one") > 100
    sign_outs.add(file, "two", 4_000_000_000)
    assert sign_outs.last(file, "two") == 4_000_000_000


def test_a_record_that_cannot_be_read_lets_nobody_in(secrets):
    secrets.write_text(GOOD)
    Path(f"{secrets.with_name('board.db')}.sign-outs").mkdir()
    with pytest.raises(access.AccessError):
        access.admit(user())
    with pytest.raises(access.AccessError, match="cannot be kept"):
        access.end_session(user())
