"""A view in the address: a link, Back, the way back to the page, and what is no view."""

from __future__ import annotations

import pytest

from tests.soak.pages import window


def chosen(app):
    assert not app.exception
    return app.segmented_control(key="view").value


@pytest.mark.usefixtures("looked_at")
def test_a_link_names_the_view_and_back_to_the_address_without_one_shows_the_first():
    app = window("record", view="Log")
    assert chosen(app) == "Log"
    app.segmented_control(key="view").set_value("Coverage").run()
    assert app.query_params["view"] == "Coverage"
    app.query_params["view"] = "Log"  # Back
    assert chosen(app.run()) == "Log"
    del app.query_params["view"]  # and once more
    assert chosen(app.run()) == "Numbers"
    assert "view" not in app.query_params


@pytest.mark.usefixtures("looked_at")
def test_what_is_no_view_shows_the_first_and_leaves_the_address():
    app = window("record", view="<script>")
    assert chosen(app) == "Numbers"
    assert app.query_params["view"] == "Numbers"
