"""Add a claim that decides itself, and take one out that nothing can decide."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ... import registry
from ...core.claims.claim import CLAIM_KINDS
from ...core.claims.lint import FIELDS, Proposal, lint, next_quarter_end, propose, read_test, resolve_by, slug
from ...core.model.catalogue import thesis
from ...core.model.errors import TelltaleError
from ...core.model.indicator import Metric
from ...core.model.reading import Reading
from ...core.text import say
from ..access.signed_in import who
from ..enter.saved import warned
from ..session import memory, state
from ..session.drafts import done
from ..ui.head import past
from ..ui.notes import note, noted
from ..ui.text import literal

KEY = "claim_"
KIND_WORDS = {"forecast": "Forecast", "guidance": "Company guidance", "watch": "To watch, nobody's forecast"}


def claim_form(known: state.BoardSnapshot) -> None:
    """The form and the way out, under the table."""
    if past(known) or state.read_only():
        return
    with st.expander("Add a claim, or mark one as not testable", key="claim_form"):
        add, void = st.columns([3, 1], gap="large")
        with add:
            fields(known)
        with void:
            void_fields(known)


def fields(known: state.BoardSnapshot) -> None:
    """What is claimed, by whom, and what will decide it; the test and the days are proposed with the metric."""
    today = state.today()
    memory.default(
        {
            KEY + "made_on": today,
            KEY + "period_end": next_quarter_end(today),
            KEY + "resolve_by": None,
            KEY + "test": "",
        }
    )
    st.text_input("Claim", key=KEY + "claim", placeholder=thesis().examples.claim)
    source, kind, made = st.columns([2, 1, 1])
    source.text_input("Claimed by", key=KEY + "source", placeholder="Paper, person or company, with the day")
    kind.selectbox("Kind", CLAIM_KINDS, key=KEY + "kind", format_func=lambda k: KIND_WORDS[k])
    made.date_input("Made on", key=KEY + "made_on", format="YYYY-MM-DD")
    metric, test = st.columns(2)
    titles = testable()
    metric.selectbox(
        "Decided by",
        list(titles),
        index=None,
        key=KEY + "metric",
        format_func=lambda name: titles[name],
        placeholder="Choose the reading that decides it",
        on_change=propose_fields,
    )
    test.text_input("Test", key=KEY + "test", placeholder=">= 10.15M or < 4.5%", live="300ms")
    basis, ends, by = st.columns([2, 1, 1])
    basis.selectbox(
        "By whose numbers",
        bases(known, typed()["metric"]),
        index=None,
        key=KEY + "basis",
        placeholder="Whoever's lead when the test is set: today's",
    )
    ends.date_input("For the period that ends on", key=KEY + "period_end", format="YYYY-MM-DD", on_change=propose_day)
    by.date_input("Evidence must be in by", key=KEY + "resolve_by", format="YYYY-MM-DD")
    st.text_input("Note", key=KEY + "note")
    read(known)
    st.button("Add the claim", type="primary", key="add_claim", on_click=add_claim)
    noted("claim")


def testable() -> dict[str, str]:
    """The metrics that a test can be set on, by full id: a day cannot be more or less than a number."""
    return {i.full(m.id): f"{i.short}: {m.title}" for i in registry().values() for m in i.metrics if m.unit != "date"}


def typed() -> dict[str, str]:
    """What stands in the fields."""
    found = memory.typed(tuple(KEY + name for name in FIELDS))
    return {name.removeprefix(KEY): text for name, text in found.items()}


def chosen(known: state.BoardSnapshot, name: str) -> tuple[Metric, Reading]:
    """A metric and its reading."""
    indicator, _, short = name.partition(".")
    found = next(m for m in registry()[indicator].metrics if m.id == short)
    return found, known.evaluated[indicator].reading(name)


def bases(known: state.BoardSnapshot, name: str) -> list[str]:
    """The bases on which a metric's numbers are on file."""
    pairs = known.evidence.of(set(chosen(known, name)[1].inputs)) if name else ()
    return sorted({o.basis for pair in pairs for o in known.evidence.rows(*pair)})


def proposed(known: state.BoardSnapshot, name: str) -> Proposal | None:
    """What is offered for a metric."""
    if not name:
        return None
    metric, reading = chosen(known, name)
    return propose(known.bands.get(name, metric.bands), reading, known.evidence, state.today())


def propose_fields() -> None:
    """A metric was chosen: offer its test, and the day by which its number for the period should be in."""
    known, now = state.known(state.today()), typed()
    offer = proposed(known, now["metric"])
    if offer is not None:
        memory.fill_next({KEY + "test": offer.test, KEY + "basis": None})
        propose_day()


def propose_day() -> None:
    """The period or the metric is another: so is the day by which the evidence should be in."""
    known, now = state.known(state.today()), typed()
    if now["metric"] and now["period_end"]:
        reading = chosen(known, now["metric"])[1]
        day = resolve_by(date.fromisoformat(now["period_end"]), reading, known.evidence)
        memory.fill_next({KEY + "resolve_by": day})


def read(known: state.BoardSnapshot) -> None:
    """How the test was read, and whether it comes too late to be scored."""
    now = typed()
    if now["metric"] and now["test"]:
        metric, reading = chosen(known, now["metric"])
        unit = reading.unit or metric.unit
        test = read_test(now["test"], unit)
        if isinstance(test, str):
            st.caption(f":orange[{literal(test)}]")
        else:
            words = say.condition(test, unit, metric.shown)
            st.caption(literal(f"Met where {metric.title} {words}. Now: {reading.because}"))
    if now["period_end"] and date.fromisoformat(now["period_end"]) < state.today():
        st.caption(":orange[The period has ended: it will be shown, and never scored.]")


def add_claim() -> None:
    """Check what was typed and keep it; the test counts from today."""
    now, today, store = typed(), state.today(), state.board()
    known = state.known(today)
    offer = proposed(known, now["metric"])
    unit = ""
    if now["metric"]:
        metric, reading = chosen(known, now["metric"])
        unit = reading.unit or metric.unit
    problems = lint(now, registry().values(), offer, unit, today)
    if problems:
        note("claim", problems=tuple(problems.values()))
        return
    test = str(read_test(now["test"], unit))
    row = {name: now[name].strip() for name in FIELDS} | {"test": test, "set_on": today.isoformat()}
    on_file = store.claims()
    if any(all(claim[name] == row[name] for name in FIELDS) for claim in on_file):
        note("claim", "Already on file: nothing new.")
        return
    row["id"] = slug(row["claim"], [claim["id"] for claim in on_file])
    try:
        outcome = store.add_claims([row], what="claim form", by=who(), metrics=state.known(state.today()).metrics)
    except TelltaleError as error:  # said beside the form, whose text is kept
        note("claim", problems=(str(error),))
        return
    rejected = tuple(r.reason for r in outcome.rejected)
    said = " ".join((f"Added as {row['id']}, batch {outcome.batch}.", *warned(outcome)))
    if not rejected:
        done(KEY)
    note("claim", "" if rejected else said, problems=rejected)


def void_fields(known: state.BoardSnapshot) -> None:
    """Choose a claim that nothing can decide, and say why."""
    claims = {d.claim.id: d.claim.claim for d in known.claims if d.claim.void_why is None}
    st.selectbox("Claim that cannot be tested", list(claims), key="void_id", format_func=lambda name: claims[name])
    st.text_input("Why", key="void_why", placeholder="Nobody will publish it")
    st.button("Mark as not testable", key="void_claim", on_click=void_claim)
    noted("void")


def void_claim() -> None:
    """Mark the claim as not testable; undoing the batch lifts that."""
    now = memory.typed(("void_id", "void_why"))
    if not now["void_id"] or not now["void_why"].strip():
        note("void", problems=("Say why it cannot be tested: the reason stays beside the claim.",))
        return
    try:
        outcome = state.board().void_claim(now["void_id"], now["void_why"], who())
    except TelltaleError as error:  # said beside the form, whose text is kept
        note("void", problems=(str(error),))
        return
    done("void_id")
    done("void_why")
    said = f"{now['void_id']} is marked as not testable, batch {outcome.batch}."
    note("void", " ".join((said, *warned(outcome))))
