"""The board's page with its figures, tables and words written out by hand: no store, no registry, no computing."""

import os
import pickle
from pathlib import Path

import streamlit as st

st.set_page_config(page_title="By hand", layout="wide")


@st.cache_resource
def written() -> dict:
    """What the page says."""
    return pickle.loads(Path(os.environ["BENCH_PAGE"]).read_bytes())  # noqa: S301 - the benchmark wrote it


st.subheader("Sora shutdown: is the thesis working?")
for column, card in zip(st.columns(len(written()["cards"])), written()["cards"], strict=True):
    with column, st.container(border=True):
        st.markdown(f"**{card['title']}**")
        st.badge(card["state"])
        st.caption(card["question"])
        st.metric(card["level"], card["value"])
        st.vega_lite_chart(card["spec"], theme=None, width="stretch", alt=card["alt"])
        st.caption(card["said"])
left, right = st.columns([5, 3])
with left, st.container(border=True):
    st.table(written()["claims"], border="horizontal", hide_index=True)
with right, st.container(border=True):
    for line in written()["due"]:
        st.caption(line)
