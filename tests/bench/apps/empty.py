"""The floor: an app with one widget and the text that follows it."""

from datetime import date

import streamlit as st

st.text(f"As known on {st.date_input('As known on', date(2026, 11, 14), key='day')}")
