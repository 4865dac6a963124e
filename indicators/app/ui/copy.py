"""Out of the app: copy a picture or its words, save it as PNG or SVG. What leaves is kept with what it showed.

The picture is made at the click. The browser is given a promise of it at once, since it lets a page write to the
clipboard only while it answers a click.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import partial

import streamlit as st

from ... import memo
from ...core.model.errors import TelltaleError
from ...memo import NO_RELEASE, Picture, Release
from ..access.downloads import download
from ..access.signed_in import who
from ..session import memory, state
from .text import literal

_HTML = """<div class="row"></div><div class="word" role="status"></div>"""
_CSS = """
.row { display: flex; gap: .35rem; flex-wrap: wrap; }
button { font: inherit; font-size: .8rem; padding: .15rem .55rem; cursor: pointer; background: transparent;
  color: var(--st-text-color); border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
button:hover { border-color: var(--st-primary-color); }
.word { font-size: .8rem; color: var(--st-text-color); } .word:empty { display: none; }
.word img { display: block; max-width: 100%; margin-top: .35rem; }
"""
# Text goes in by textContent alone, so that no entry can become markup.
_JS = """
const asked = new WeakMap();
export default function({data, parentElement, setTriggerValue}) {
  const row = parentElement.querySelector('.row'), word = parentElement.querySelector('.word');
  const say = (text, url) => {
    word.textContent = text;
    if (url) {
      const img = document.createElement('img');
      img.src = url; img.alt = data.alt; word.append(img);
    }
  };
  const waiting = asked.get(parentElement);
  if (waiting && data.answer && data.answer.nonce === waiting.nonce) {
    asked.delete(parentElement);
    if (data.answer.problem) waiting.reject(new Error(data.answer.problem));
    else waiting.resolve(data.answer.png);
  }
  const ask = (what) => {
    const nonce = `${Date.now()}-${Math.random()}`;
    const promise = new Promise((resolve, reject) => asked.set(parentElement, {nonce, resolve, reject}));
    setTriggerValue('asked', {what, nonce});
    return promise;
  };
  const picture = async () => {
    say('Making the picture\\u2026');
    const png = ask('picture');
    const blob = png.then((text) => new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))],
      {type: 'image/png'}));
    try {
      if (!navigator.clipboard || !window.ClipboardItem) throw new Error('no clipboard');
      await navigator.clipboard.write([new ClipboardItem({'image/png': blob})]);
      say('Copied: the picture is on the clipboard.');
    } catch (refused) {
      try {
        const text = await png;
        say('This browser does not let the page copy. Right-click the picture and choose Copy image.',
          `data:image/png;base64,${text}`);
      } catch (problem) { say(problem.message); }
    }
  };
  const words = async (name, label) => {
    ask(name).catch((problem) => say(problem.message));
    try {
      if (!navigator.clipboard) throw new Error('no clipboard');
      await navigator.clipboard.writeText(data.texts[name]);
      say(`Copied: ${label}.`);
    } catch (refused) { say(data.texts[name]); }
  };
  row.replaceChildren();
  const button = (text, label, act) => {
    const made = document.createElement('button');
    made.type = 'button'; made.textContent = text; made.title = label; made.onclick = act;
    row.append(made);
  };
  if (data.picture) button('Copy', 'Copy the picture', picture);
  for (const [name, text] of Object.entries(data.names)) button(text, `Copy: ${text}`,
    () => words(name, text.toLowerCase()));
}
"""
_COPY = st.components.v2.component("telltale_copy", html=_HTML, css=_CSS, js=_JS)
_TITLE, _SIZE, _TO, _WHY, _ANSWER = "title", "size", "to", "why", "answer"


def share(name: str, known: state.BoardSnapshot, *, small: bool = False) -> None:
    """The row under a picture: copy, and unless `small`, its words, PNG, SVG, another title."""
    if state.shot() or state.until():  # the head of the page says that nothing leaves
        return
    if why := state.read_only():
        st.caption(f"Nothing can leave the app: {literal(why)}")
        return
    _row(name, known, small)


@dataclass(frozen=True, slots=True)
class _Wish:
    """How a picture is to leave: under which title and size, and to whom where it is confidential."""

    title: str = ""
    release: Release = NO_RELEASE
    preset: str = memo.PRESETS[0]


@st.fragment
def _row(name: str, known: state.BoardSnapshot, small: bool) -> None:  # noqa: FBT001 - a fragment's arguments are kept by place
    key = f"out_{'card_' if small else ''}{name}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = st.container(width="content")
        wish = _Wish() if small else _wished(key)
        try:
            view, made = known, _picture(known, name, wish)
        except TelltaleError as error:  # confidential: said in place of the buttons
            how = f"`figure {name} --to NAME --why REASON` hands it out." if small else "Do so under Words."
            words.caption(literal(f"{error} {how}"))
            return
        with words:
            _copy(key, made, view, wish, small=small)
        if not small:
            for form in ("png", "svg"):
                download(
                    form.upper(),
                    partial(handed_out, made, view, who(), form, wish.preset),
                    memo.file_name(made.figure, form, wish.preset),
                    mime=memo.MIME[form],
                    key=f"{key}_{form}",
                    look="tertiary",
                )


def _wished(key: str) -> _Wish:
    with st.popover("Words", type="tertiary"):
        title = st.text_input("Title in place of the proposed one", key=f"{key}_{_TITLE}")
        preset = st.selectbox("Size", memo.PRESETS, key=f"{key}_{_SIZE}", help="For a page, a slide, or the web")
        st.caption("For confidential numbers only: to whom it goes, and why. Both are printed on it and kept.")
        to = st.text_input("To", key=f"{key}_{_TO}")
        why = st.text_input("Why", key=f"{key}_{_WHY}")
    return _Wish(title, Release(to=to, why=why), preset)


def _picture(known: state.BoardSnapshot, name: str, wish: _Wish) -> Picture:
    conflict = state.remembered().get("conflict", "")

    def picture() -> Picture:
        made = memo.picture_of(known, name, title=wish.title, conflict=conflict, release=wish.release)
        if made is None:
            msg = f"no picture {name}"
            raise LookupError(msg)
        return made

    return known.once(("picture", name, wish, conflict), picture)


def handed_out(
    made: Picture, view: state.BoardSnapshot, by: str, form: str = "png", preset: str = memo.PRESETS[0]
) -> bytes:
    """The figure's bytes; it is kept once they are there, and before they leave. Works outside the session."""
    content = memo.drawn(made.figure, form, preset)
    memo.keep_figure(view.board, made, by)
    return content


def _copy(key: str, made: Picture, view: state.BoardSnapshot, wish: _Wish, *, small: bool) -> None:
    texts = {"caption": memo.caption(made.figure), "citation": memo.citation(made.figure)}
    names = {} if small else {"caption": "Caption", "citation": "Citation"}
    if made.figure.panel == memo.CLAIMS_PANEL:
        texts, names = texts | {"table": memo.claims_text(view, made, wish.release)}, {"table": "Copy table", **names}
    data = {
        "picture": True,
        "names": names,
        "texts": texts,
        "alt": made.figure.alt,
        "answer": memory.at(f"{key}_{_ANSWER}"),
    }
    answer = partial(_answer, key, made, view, wish.preset)
    _COPY(data=data, key=key, on_asked_change=answer, width="content", height="content")


def _answer(key: str, made: Picture, view: state.BoardSnapshot, preset: str) -> None:
    """Keep the figure and have its picture ready, in answer to a click.

    The answer stays until the next click: a page may be drawn again before the browser has it. Its nonce tells which
    click it answers.
    """
    asked = _asked(key)
    try:
        content = handed_out(made, view, who(), preset=preset)
    except TelltaleError as error:  # said beside the button
        memory.put(f"{key}_{_ANSWER}", {"nonce": asked["nonce"], "problem": str(error)})
        return
    png = base64.b64encode(content).decode() if asked["what"] == "picture" else ""
    memory.put(f"{key}_{_ANSWER}", {"nonce": asked["nonce"], "png": png})


def _asked(key: str) -> dict[str, str]:
    """What the component's click asked for."""
    return memory.at(key)["asked"]  # type: ignore[index,no-any-return]  # the component's own state


def share_claims(known: state.BoardSnapshot) -> None:
    """Copy the claims as a picture or as a table, or save the picture."""
    if known.claims:
        share("claims", known)
