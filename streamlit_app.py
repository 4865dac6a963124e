"""Telltale: opens the board, builds the menu from the registry, turns expected errors into words.

Run it with `make run` or `streamlit run streamlit_app.py`. Streamlit imports this file once for the server, `app`, and
then runs it as a script for each page.
"""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from indicators.app.access import server, signed_in
from indicators.app.ui import shell
from indicators.core.model.errors import BoardError, TelltaleError


def page() -> None:
    """Draw the page that is asked for."""
    st.set_page_config(page_title="Telltale", page_icon=shell.ICON, layout="wide")
    if not signed_in.let_in():
        st.stop()
    chosen = st.navigation(shell.menu(), position="top")
    try:
        shell.open_board()
        chosen.run()
        signed_in.foot()
        shell.settle()
        shell.drawn()
    except BoardError as error:
        shell.out_of_reach(error)
    except TelltaleError as error:  # expected, so said in words; anything else keeps its traceback
        st.error(str(error), icon=":material/error:")


if __name__ == "__main__":
    page()
else:
    app = st.App(__file__, middleware=[Middleware(server.Outer)], lifespan=server.life, on_script_error=signed_in.said)
