"""The browser's part of what is typed: it keeps the window's draft, and says when nothing can be saved.

The draft lies in the window's session storage: reload, Back and a new server find it there, another window, person or
board does not. What a field holds that Streamlit has not sent yet is kept too: in a form, or while the connection is
cut. A window that kept nothing asks for nothing, so that its page is drawn once: it takes the name that the session
drew for it.
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
  let data = null, send = null, unsent = {}, lost = null, pressed = false, timer = 0;
  let named = '', session = '', met = false;  // the window's name; the session that it met, once that took all over
  let owed = null, asked = 0;  // what the session is to know of a cut, and how often it was told
  let focused = '', missed = '';  // the field in which the cursor is; the one it is given back to after a cut
  const app = () => document.querySelector('[data-testid="stApp"]');
  const connected = () => app()?.dataset.testConnectionState === 'CONNECTED';
  const fields = () => [...document.querySelectorAll(FIELD)];
  const holds = name => fields().some(field => nameOf(field, data.kept) === name);
  const mine = () => `telltale:${data.person}:`;
  const place = () => mine() + data.board;

  // Where cookies are blocked, or another page wrote there, nothing is kept, and the server holds it for the session.
  const stored = key => {
    try { return sessionStorage.getItem(key); } catch { return null; }
  };
  const read = () => {
    try { return JSON.parse(stored(place())) ?? {}; } catch { return {}; }
  };
  const write = () => {
    if (!met) return;  // what an earlier session left is not taken over yet
    try {
      const foreign = Object.keys(sessionStorage).filter(
        key => key.startsWith('telltale:') && key !== 'telltale:window' && !key.startsWith(mine()));
      foreign.forEach(key => sessionStorage.removeItem(key));
      const record = {values: data.values, unsent: {...data.unsent, ...unsent}, rests: data.rests};
      const some = data.rests || [record.values, record.unsent].some(kept => Object.keys(kept).length);
      if (some) sessionStorage.setItem(place(), JSON.stringify(record));
      else sessionStorage.removeItem(place());
    } catch { }  // or there is too much of it
  };
  const keeps = () => {
    try { return Object.keys(sessionStorage).some(key => key.startsWith(mine())); } catch { return false; }
  };
  // A session new to the window is given what the window kept, until it says the window's name. Where that is nothing,
  // the window takes the name that the session drew: there is nothing to draw the page anew for.
  const meet = first => {
    const anew = !first && lost !== null, known = stored('telltale:window') ?? named;
    const nothing = session !== data.session && !anew && !keeps() && !Object.keys(unsent).length;
    session = data.session;
    named = known && !nothing ? known : data.window;
    try { sessionStorage.setItem('telltale:window', named); } catch { }
    met = named === data.window;
    if (met) return;
    const {values = {}, unsent: waiting = {}, rests = false} = read();
    send('given', {window: named, values, unsent: {...waiting, ...unsent}, rests, anew});
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
    // Streamlit sends the text of a field that is left; of one in a form, or without a connection, it does not.
    const field = event.target;
    if (data && field.matches?.(FIELD) && !field.closest(FORM) && !field.disabled && connected()) forget([field]);
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
  const cut = () => {
    lost = data.said;
    look();
  };
  const back = () => {
    look();
    if (lost !== null && fields().some(field => nameOf(field, data.kept))) {
      owed = {lost, unsent: gone()};
      asked = 0;
      tell();
    } else lost = null;
    missed = focused;
    refocus();
  };
  // What is sent in the moment in which the connection comes back may be lost: it is sent again until it is answered.
  const tell = () => {
    if (owed && asked < 5) { asked += 1; send('given', owed); }
  };
  // The cursor is given back whenever the page loses it while it is drawn, however often and late, until a person acts.
  const refocus = () => {
    if (!missed) return;
    const at = document.activeElement;
    if (at && at !== document.body) {
      if (nameOf(at, data.kept) !== missed) missed = '';  // whoever is elsewhere goes on there
      return;
    }
    fields().find(field => nameOf(field, data.kept) === missed && !field.disabled)?.focus();
  };
  const note = field => { focused = field?.matches?.(FIELD) ? nameOf(field, data.kept) : ''; };
  document.addEventListener('focusin', event => { if (data) note(event.target); }, true);
  // A field that is disabled or drawn anew loses the cursor as well: that a person left it is told by the act alone.
  const left = () => { focused = missed = ''; };
  document.addEventListener('pointerdown', event => { if (event.target !== document.activeElement) left(); }, true);
  document.addEventListener('keydown', event => { if (event.key === 'Tab') left(); }, true);

  // Text of fields that are no longer there goes to the server, which puts it back when they are.
  const gone = () => {
    const left = Object.fromEntries(Object.entries(unsent).filter(([name]) => !holds(name)));
    for (const name of Object.keys(left)) delete unsent[name];
    return left;
  };
  const settle = () => {
    if (!met || !connected()) return;
    if (app()?.dataset.testScriptState === 'notRunning') tell();
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
    refocus();
    clearTimeout(timer);
    timer = setTimeout(settle, 300);
  }).observe(document.body, {subtree: true, childList: true, attributes: true,
    attributeFilter: ['data-test-connection-state', 'data-test-script-state', 'disabled']});

  return (next, trigger) => {
    const first = data === null;
    data = next;
    send = trigger;
    was ||= app()?.dataset.testConnectionState ?? '';
    if (first) note(document.activeElement);  // a field may have been clicked before this was loaded
    if (session !== data.session || !met) meet(first);
    if (!met) return;
    if (lost !== null && data.said !== lost && connected()) lost = owed = null;
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
