"""Two things that Streamlit lacks: the cursor in a field when a new item comes; Enter in a live field that saves."""

from __future__ import annotations

import streamlit as st

# Nothing of a user's text is in this code; `data` holds names of our own containers and of the item.
_FOCUS = """
export default function({data, parentElement}) {
  if (parentElement.telltaleItem === data.item) return;
  parentElement.telltaleItem = data.item;
  let tries = 0, held = 0;
  const go = () => {
    // Never out of another field: whoever types there would go on in the wrong one.
    const at = document.activeElement;
    if (at?.matches('input, textarea') && !at.closest('.st-key-' + data.box)) return;
    // While the page is redrawn the field of the item before is still there, beside the new one or alone.
    const fields = document.querySelectorAll('.st-key-' + data.box + ' input');
    if (fields.length === 1 && at === fields[0]) held++;
    else if (fields.length === 1) { held = 0; fields[0].focus(); }
    if (held < 20 && tries++ < 200) setTimeout(go, 25);
  };
  go();
}
"""
_ENTER = """
export default function({data, parentElement}) {
  if (parentElement.telltaleEnter) return;
  parentElement.telltaleEnter = true;
  const press = (event) => {
    if (event.key !== 'Enter' || event.isComposing || !event.target.closest('.st-key-' + data.box)) return;
    // After Streamlit's own handler has sent the text that stands in the field; the button is drawn after the field.
    let tries = 0;
    const go = () => {
      const button = document.querySelector('.st-key-' + data.button + ' button');
      if (button) button.click();
      else if (tries++ < 200) setTimeout(go, 25);
    };
    setTimeout(go, 0);
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}
"""
_focus = st.components.v2.component("telltale_focus", js=_FOCUS)
_enter = st.components.v2.component("telltale_enter", js=_ENTER)


def focus(box: str, item: str) -> None:
    """Put the cursor into the field of the container with the key `box`, once for each `item`."""
    _focus(data={"box": box, "item": item}, key=f"focus_{box}")


def enter_presses(box: str, button: str) -> None:
    """Enter in a field of the container `box` presses the button with the key `button`."""
    _enter(data={"box": box, "button": button}, key=f"enter_{box}")
