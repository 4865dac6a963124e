"""The browser's part of what is typed: it keeps the window's draft, and says when nothing can be saved.

The draft lies in the window's session storage: reload, Back and a new server find it there, another window, person or
board does not. What a field holds that Streamlit has not sent yet is kept too: in a form, or while the connection is
cut.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

KEY, WORD = "keeper", "saved_word"  # our component, and the container of what the last save had to say

# Nothing of a user's text is in this code. Names of fields are Streamlit's own: the key, other signs as hyphens.
_CODE = """
const FIELD = '[data-testid="stTextInput"] input, [data-testid="stTextArea"] textarea';
const FORM = '[data-testid="stForm"]', SUBMIT = '[data-testid="stFormSubmitButton"] button';
const AWAY = 'No connection: nothing is saved now. What was typed is kept.';

function nameOf(field, kept) {
  const box = field.closest('[class*="st-key-"]');
  const name = [...(box?.classList ?? [])].find(one => one.startsWith('st-key-'))?.slice(7) ?? '';
  return kept.some(key => /[-_]$/.test(key) ? name.startsWith(key) : name === key) ? name : '';
}

function start() {
  let data = null, send = null, unsent = {}, lost = null, focused = null, pressed = false, timer = 0;
  const app = () => document.querySelector('[data-testid="stApp"]');
  const connected = () => app()?.dataset.testConnectionState === 'CONNECTED';
  const fields = () => [...document.querySelectorAll(FIELD)];
  const named = name => fields().find(field => nameOf(field, data.kept) === name);
  const place = () => `telltale:${data.person}:${data.board}`;

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(place())) ?? {};
    } catch { return {}; }  // the browser keeps nothing for this page, or it is not ours
  };
  const write = () => {
    if (!data?.window) return;  // what an earlier session left is not taken over yet
    try {
      const foreign = Object.keys(sessionStorage).filter(
        key => key.startsWith('telltale:') && key !== 'telltale:window' && !key.startsWith(`telltale:${data.person}:`));
      foreign.forEach(key => sessionStorage.removeItem(key));
      const record = {values: data.values, unsent: {...data.unsent, ...unsent}};
      sessionStorage.setItem(place(), JSON.stringify(record));
    } catch { }  // cookies are blocked, or there is too much of it: the server holds it for the session
  };
  const windowName = () => {
    try {
      const known = sessionStorage.getItem('telltale:window');
      if (known) return known;
    } catch { }
    const drawn = [...crypto.getRandomValues(new Uint8Array(12))].map(b => b.toString(16).padStart(2, '0')).join('');
    try { sessionStorage.setItem('telltale:window', drawn); } catch { }
    return drawn;
  };

  const forget = some => {
    for (const field of some) delete unsent[nameOf(field, data.kept)];
    write();
  };
  document.addEventListener('input', event => {
    const name = data && event.target.matches?.(FIELD) ? nameOf(event.target, data.kept) : '';
    if (name) { unsent[name] = event.target.value; write(); }
  }, true);
  document.addEventListener('focusout', event => {
    if (connected() && !event.target.disabled) focused = null;  // left by the person, not by the cut
    // Streamlit sends the text of a field that is left; of one in a form, or without a connection, it does not.
    if (data && event.target.matches?.(FIELD) && !event.target.closest(FORM) && connected()) forget([event.target]);
  }, true);
  const sent = form => {
    if (connected()) forget([...form.querySelectorAll(FIELD)]);
  };
  const press = () => { pressed = true; look(); };
  document.addEventListener('keydown', event => {
    if (!data || event.key !== 'Enter' || event.isComposing || !event.target.matches?.(FIELD)) return;
    const form = event.target.closest(FORM);
    if (event.target.matches('textarea')) return;
    press();
    if (form) sent(form);
    else if (connected()) forget([event.target]);
  }, true);
  document.addEventListener('click', event => {
    const button = event.target.closest?.('button');
    if (!data || !button) return;
    if (button.matches(SUBMIT)) { press(); sent(button.closest(FORM)); }
    else if (button.matches('[data-testid="stBaseButton-primary"]')) press();
  }, true);

  // The old word goes where a save was asked for or the connection is away, and comes when the server has answered.
  const look = () => {
    const word = document.querySelector('.st-key-saved_word');
    if (word) word.style.visibility = pressed || lost !== null ? 'hidden' : '';
    let note = document.getElementById('telltale-away');
    if (data && !connected() && !note) {
      note = document.createElement('div');
      note.id = 'telltale-away';
      note.setAttribute('role', 'alert');
      note.textContent = AWAY;
      Object.assign(note.style, {position: 'fixed', left: '1rem', bottom: '1rem', zIndex: 1000000, color: '#fff',
        background: '#8a1f11', padding: '0.6rem 1rem', borderRadius: '0.25rem', fontFamily: 'sans-serif'});
      document.body.append(note);
    } else if (note && connected()) note.remove();
  };
  const hold = () => {
    const at = document.activeElement;
    if (at?.matches?.(FIELD)) focused = nameOf(at, data.kept);
  };
  const cut = () => {
    lost = data.said;
    look();
  };
  const back = () => {
    look();
    if (lost !== null && fields().some(field => nameOf(field, data.kept))) send('given', {lost, unsent: gone()});
    else lost = null;
    if (!focused) return;
    let away = false, ticks = 0, held = 0;
    const name = focused;
    // The page is drawn several times until the server has answered, on a slow machine for long: the cursor is given
    // back until it has stayed for two seconds on a page that is whole. Whoever points or types elsewhere ends it.
    document.addEventListener('pointerdown', () => { away = true; }, {capture: true, once: true});
    const whole = () => connected() && lost === null && app()?.dataset.testScriptState === 'notRunning';
    const refocus = () => {
      const field = named(name), at = document.activeElement;
      if (away || (field && at !== field && at?.matches?.('input, textarea'))) return;
      if (field && at === field) held = whole() ? held + 1 : 0;
      else if (field && !field.disabled) { held = 0; field.focus(); }
      if (held < 40 && ticks++ < 2400) setTimeout(refocus, 50);
    };
    refocus();
  };

  // Text of fields that are no longer there goes to the server, which puts it back when they are.
  const gone = () => {
    const left = Object.fromEntries(Object.entries(unsent).filter(([name]) => !named(name)));
    for (const name of Object.keys(left)) delete unsent[name];
    return left;
  };
  const settle = () => {
    if (!data?.window || !connected()) return;
    const left = gone();
    if (Object.keys(left).length) send('given', {unsent: left});
  };

  let was = '';
  new MutationObserver(() => {
    if (!data) return;
    const now = app()?.dataset.testConnectionState ?? '';
    if (now !== was) {
      const before = was;
      was = now;
      if (before === 'CONNECTED') cut();
      else if (now === 'CONNECTED') back();
    }
    if (pressed && connected() && app()?.dataset.testScriptState === 'notRunning') setTimeout(() => {
      if (app()?.dataset.testScriptState === 'notRunning') { pressed = false; look(); }
    }, 300);
    look();
    clearTimeout(timer);
    timer = setTimeout(settle, 300);
  }).observe(document.body, {subtree: true, childList: true, attributes: true,
    attributeFilter: ['data-test-connection-state', 'data-test-script-state']});
  document.addEventListener('focusin', () => data && hold(), true);

  return (next, trigger) => {
    const first = data === null;
    data = next;
    send = trigger;
    was ||= app()?.dataset.testConnectionState ?? '';
    if (!data.window) {
      const {values = {}, unsent: kept = {}} = read();
      send('given', {window: windowName(), values, unsent: {...kept, ...unsent}, anew: !first && lost !== null});
      return;
    }
    if (lost !== null && data.said !== lost && connected()) lost = null;
    write();
    look();
  };
}

export default function({data, setTriggerValue}) {
  window.telltaleKeeper ??= start();
  window.telltaleKeeper(data, setTriggerValue);
}
"""
_component = st.components.v2.component("telltale_keeper", js=_CODE)


def mount(data: Mapping[str, Any], given: Callable[[], None]) -> None:
    """Hand the draft to the window; `given` is called when the window has something for the session."""
    _component(data=dict(data), key=KEY, on_given_change=given)
