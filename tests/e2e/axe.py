"""`python -m tests.e2e.axe [FILE]`: what axe-core finds on every page, light and dark, as a page of the docs."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.e2e import app, browser
from tests.e2e.screenshots import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

GRAVE = ("serious", "critical")
ENTRY_VIEWS = ("Due", "One line", "One number", "Ladder", "Paste", "Job titles", "Paragraph", "Event")
# What Streamlit draws and no option of its mends: the rule, where (the closest element that matches), and why.
OF_STREAMLIT = {
    ("color-contrast", '[data-testid="stButtonGroup"]'): "The chosen one of several choices is written in the primary "
    "colour on a tint of it; elsewhere white is written on that colour, so none has contrast enough for both.",
    (
        "color-contrast",
        ".stSlider, .stSelectSlider",
    ): "So are the ends of a slider.",
    ("color-contrast", "kbd"): "The shortcut on a button is drawn half transparent.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation at one element of a page: axe-core's rule, how grave, and why it is Streamlit's where it is."""

    where: str
    rule: str
    impact: str
    element: str
    says: str
    streamlits: str = ""


def findings(page: Page, where: str) -> Iterator[Finding]:
    """All violations of the page as it stands."""
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"]:
            inner = node["target"][-1]  # behind a shadow root a list: the hosts, then the element
            spot = " ".join(inner) if isinstance(inner, list) else inner
            why = next(
                (
                    text
                    for (rule, at), text in OF_STREAMLIT.items()
                    if rule == violation["id"] and _within(page, spot, node["html"], at)
                ),
                "",
            )
            yield Finding(where, violation["id"], violation["impact"], node["html"][:200], violation["help"], why)


def _within(page: Page, spot: str, html: str, at: str) -> bool:
    """Whether an element lies in what a selector names; of one that has gone, as a hint does, its tag tells."""
    found = page.locator(spot).evaluate_all("(all, at) => all.slice(0, 1).map(e => !!e.closest(at))", at)
    return bool(found[0]) if found else html.startswith(f"<{at}")


def every_page(page: Page, address: str, look: str) -> Iterator[Finding]:
    """The pages of the menu, and the views of Enter."""
    for name in PAGES:
        page.goto(address + name)
        app.app_ready(page)
        yield from findings(page, f"{name or 'board'}, {look}")
    page.goto(f"{address}enter")
    app.app_ready(page)
    for view in ENTRY_VIEWS:
        page.get_by_role("radio", name=view, exact=True).click()
        app.app_ready(page)
        yield from findings(page, f"Enter: {view}, {look}")


def report(found: list[Finding], version: str) -> str:
    """The page of the docs."""
    ours = [f for f in found if f.impact in GRAVE and not f.streamlits]
    lines = [
        "# Accessibility",
        "",
        f"Written by `make accessibility`; not edited by hand. axe-core {version} looked at every page and every",
        "view of Enter on the public record, light and dark.",
        "",
        f"Serious or critical, of our own: {len(ours) or 'none'}.",
        "",
        "| impact | rule | says | where | whose |",
        "| --- | --- | --- | --- | --- |",
    ]
    groups: dict[tuple[str, str, str, str], set[str]] = {}
    for f in found:
        groups.setdefault((f.impact, f.rule, f.says, f.streamlits), set()).add(f.where)
    for (impact, rule, says, why), where in sorted(groups.items()):
        whose = f"Streamlit's. {why}" if why else "ours"
        lines.append(f"| {impact} | {rule} | {says} | {'; '.join(sorted(where))} | {whose} |")
    return "\n".join([*lines, "", WORDS])


WORDS = """## What else holds

- Every chart has a description with its last value, and a table of the same numbers one click away.
- Entry needs no mouse: the queue, one line, the paragraph and the forms are driven by keys in the browser tests.
- Colour is never the only sign: grades differ by fill and outline, states by words.
"""


def main() -> int:
    """Write the page; 1 where a serious or critical violation is ours, or there is no Chromium."""
    executable = browser.find()
    if executable is None:
        print(browser.MISSING, file=sys.stderr)  # noqa: T201 - a command
        return 1
    found: list[Finding] = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        board = app.make_board(Path(name) / "board.db", "public")
        chromium = browser.launch(playwright, executable)
        with app.running(board, Path(name) / "log") as address:
            for look in ("light", "dark"):
                page = chromium.new_page(viewport={"width": 1360, "height": 860}, color_scheme=look)
                found += every_page(page, address, look)
            version = page.evaluate("axe.version")
        chromium.close()
    text = report(found, version)
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, "utf-8")
    grave = [f for f in found if f.impact in GRAVE and not f.streamlits]
    for f in grave:
        print(f"{f.where}: {f.rule} ({f.impact}): {f.element}", file=sys.stderr)  # noqa: T201 - a command
    print(f"{len(found)} findings, {len(grave)} serious or critical ones of our own.")  # noqa: T201 - a command
    return 1 if grave else 0


if __name__ == "__main__":
    sys.exit(main())
