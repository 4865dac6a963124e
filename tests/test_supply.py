"""What is installed is what was looked at: lock files, bounds, licences, and the bill of materials."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import version
from itertools import pairwise

import pytest
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from supply import licences, sbom
from supply.lock import LOCKS, ROOT, Pin, read

CHAIN = [read(ROOT / lock) for lock in LOCKS.values()]
LOCKED = pytest.mark.parametrize("bounds", LOCKS)


def asked(bounds):
    """The requirements of a file, those of the files that it names included."""
    for line in (ROOT / bounds).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            yield from asked(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            yield Requirement(line)


@LOCKED
def test_each_requirement_is_locked_within_its_bounds(bounds):
    pins = {pin.name: pin for pin in read(ROOT / LOCKS[bounds])}
    for requirement in asked(bounds):
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin, f"{requirement} of {bounds} is not in {LOCKS[bounds]}: run make lock"
        assert requirement.specifier.contains(pin.version), (
            f"{pin.name} {pin.version} is not {requirement}: run make lock"
        )


@LOCKED
def test_each_package_is_locked_once_with_hashes_and_somebody_asks_for_it(bounds):
    pins = read(ROOT / LOCKS[bounds])
    assert [pin.name for pin in pins if not pin.hashes] == []
    names = [pin.name for pin in pins]
    assert sorted(set(names)) == sorted(names)
    asking = {word.partition("[")[0] for pin in pins for word in pin.wanted_by}
    files = {f"-r {name}" for name in LOCKS}
    assert asking - files <= set(names)
    ours = {canonicalize_name(r.name) for r in asked(bounds)}
    assert {pin.name for pin in pins if files & set(pin.wanted_by)} == ours, "run make lock"


@LOCKED
def test_a_lock_file_names_no_index_and_no_host(bounds):
    text = (ROOT / LOCKS[bounds]).read_text("utf-8")
    assert re.findall(r"(?m)^\s*-(?!-hash=).*|\S*://\S*| @ .*", text) == []


def test_users_servers_and_developers_run_the_same_versions():
    for smaller, larger in pairwise(CHAIN):
        there = {pin.name: (pin.version, pin.hashes) for pin in larger}
        assert [pin.name for pin in smaller if there.get(pin.name) != (pin.version, pin.hashes)] == []


def test_a_line_that_no_lock_has_is_refused(tmp_path):
    lock = tmp_path / "some.lock.txt"
    for line in ("--index-url https://packages.example/simple", "numpy>=2", "six @ https://files.example/six.whl"):
        lock.write_text(f"{line}\n", "utf-8")
        with pytest.raises(ValueError, match=r"some.lock.txt, line 1: .* make lock"):
            read(lock)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/deploying.md", "Makefile"])
def test_every_way_to_install_takes_a_lock_file_and_its_hashes(page):
    """But for the oldest bounds and the matrix, whose purpose is other versions, and uv, which writes the locks."""
    text = (ROOT / page).read_text("utf-8")
    lines = [
        line for line in text.splitlines() if re.search(r"(?<!-)requirements[-a-z]*(\.lock)?\.txt|PIP_INSTALL\)", line)
    ]
    installing = [line for line in lines if re.search(r"\binstall\b|\bsync\b|--with|PIP_\w+\) ", line)]
    own = re.compile(r"\$\(OLDEST\)|^\t\.venv-\$\*|^PIP_LOCKED|-r \$\(VENV\)/uv\.txt")
    for line in installing:
        locked = "--require-hashes" in line or "$(PIP_LOCKED)" in line
        assert own.search(line) or (locked and ".lock.txt" in line), line


def test_the_matrix_has_each_python_that_the_lock_is_checked_for():
    text = (ROOT / "Makefile").read_text("utf-8")
    assert "\nPYTHONS := 3.11 3.12 3.13 3.14\n" in text
    assert "for python in $(PYTHONS)" in text


def test_what_we_import_is_declared():
    """A library that only another one brings along is gone when that one no longer needs it."""
    imported = set()
    for file in (ROOT / "indicators").rglob("*.py"):
        imported |= set(re.findall(r"(?m)^\s*(?:from|import) ([a-z_]\w*)", file.read_text("utf-8")))
    named = {canonicalize_name(r.name) for r in asked("requirements.txt")}
    package = {"docx": "python-docx", "pptx": "python-pptx", "vl_convert": "vl-convert-python"}
    assert {package.get(m, canonicalize_name(m)) for m in imported - sys.stdlib_module_names} <= named


def test_the_page_of_licences_has_each_locked_version_and_a_licence_for_it():
    text = (ROOT / "docs" / "licences.md").read_text("utf-8")
    assert text.startswith((ROOT / "supply" / "bundled.md").read_text("utf-8")), "run make licences"
    rows = re.findall(r"(?m)^\| ([a-z0-9.-]+) \| ([0-9][^ |]*) \| ([^|]+) \| ([^|]+) \|$", text)
    locked = {(pin.name, pin.version) for pins in CHAIN for pin in pins}
    assert {(name, number) for name, number, *_ in rows} == locked, "run make licences"
    assert [row for row in rows if row[2].strip().lower() in ("", "unknown")] == []


@pytest.fixture
def lock(tmp_path):
    """A lock of three packages as they are installed here, which a matrix of versions does not have as in ours."""
    file = tmp_path / "some.lock.txt"
    asked = {"numpy": "streamlit", "lxml": "-r requirements.txt", "streamlit": "-r requirements.txt"}
    pins = [
        f"{name}=={version(name)} \\\n    --hash=sha256:{name[0].encode().hex() * 32}\n    # via {who}\n"
        for name, who in asked.items()
    ]
    file.write_text("".join(pins), "utf-8")
    return file


def test_the_bill_of_materials_is_cyclonedx_and_names_each_package_with_hash_licence_and_who_needs_it(lock):
    text = JsonV1Dot6(sbom.bill(lock)).output_as_string()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    found = json.loads(text)
    assert found["metadata"]["component"]["name"] == "telltale"
    parts = {part["name"]: part for part in found["components"]}
    assert set(parts) == {"numpy", "lxml", "streamlit"}
    streamlit = parts["streamlit"]
    assert streamlit["purl"] == f"pkg:pypi/streamlit@{version('streamlit')}"
    assert streamlit["licenses"][0]["license"]["id"] == "Apache-2.0"
    (file,) = streamlit["externalReferences"]
    assert file["hashes"] == [{"alg": "SHA-256", "content": "73" * 32}]
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in found["dependencies"]}
    assert needs["telltale"] == [parts["lxml"]["bom-ref"], streamlit["bom-ref"]]
    assert needs[streamlit["bom-ref"]] == [parts["numpy"]["bom-ref"]]


def test_the_bill_of_materials_is_the_same_each_time(lock, monkeypatch):
    first = JsonV1Dot6(sbom.bill(lock)).output_as_string()
    assert JsonV1Dot6(sbom.bill(lock)).output_as_string() == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    later = JsonV1Dot6(sbom.bill(lock)).output_as_string()
    assert json.loads(later)["metadata"]["timestamp"] == "2026-09-21T14:13:20+00:00"


def test_an_environment_that_is_not_the_locks_is_told_and_not_described(lock):
    lock.write_text(lock.read_text("utf-8").replace(version("lxml"), "0.1"), "utf-8")
    with pytest.raises(LookupError, match=rf"lxml {re.escape(version('lxml'))} is installed, and the lock has 0\.1"):
        sbom.bill(lock)


def test_a_licence_is_an_expression_where_the_package_has_one(lock):
    told = {pin.name: licences.declared(pin) for pin in read(lock)}
    assert told["lxml"] == "BSD-3-Clause"
    assert told["streamlit"] == "Apache-2.0"


def test_a_licence_that_only_a_file_tells_is_its_heading():
    silent = Pin("axe-playwright-python", version("axe-playwright-python"), "", (), ())
    assert licences.declared(silent) == "MIT License"
