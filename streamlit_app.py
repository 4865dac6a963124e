"""Telltale: opens the board, builds the menu from the registry, turns expected errors into words.

Run it with `make run` or `streamlit run streamlit_app.py`.
"""

from __future__ import annotations

import streamlit as st

from indicators.app import shell, signed_in
from indicators.core.errors import BoardError, TelltaleError

st.set_page_config(page_title="Telltale", page_icon=shell.ICON, layout="wide")
if not signed_in.let_in():
    st.stop()
page = st.navigation(shell.menu(), position="top")
try:
    shell.open_board()
    page.run()
    signed_in.foot()
    shell.settle()
    shell.drawn()
except BoardError as error:
    shell.out_of_reach(error)
except TelltaleError as error:  # expected, so said in words; anything else keeps its traceback
    st.error(str(error), icon=":material/error:")
