"""Small pieces of HTML: cards, tables, facts. Every value is escaped here, so a file's text stays text.

Tables are real HTML tables because a screen reader and a 400 % zoom read them, which a canvas grid does not
offer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

import streamlit as st

STYLE = Path(__file__).with_name("style.css")
_LONG = 40
"""Rows above which a table scrolls within itself."""
_SENTENCE = 60
"""Letters above which a cell is a sentence, whose column may not become narrow."""
_SHORT = 16
"""Letters under which the words in place of a figure fit on a card in large print."""
_ESCAPED = "\\`*_{}[]()<>#+-.!|~:$&@"
_MARKUP = re.compile(r"[\\`*\[\]<$~]|(?<!\w)_|_(?!\w)|:(?=[\w+/-]*[:\[])")
"""What begins or ends markup inside a line."""
_LINK = re.compile(r"(?i)https?:|www\.|\w@\w|mailto:")


@dataclass(frozen=True)
class Card:
    """One figure in large print: its label, the figure, and a line of words under it.

    question, answer: what a reader may ask about it («Hva er avvik?») and what it is answered, by hovering or opening.
    """

    label: str
    figure: str
    word: str = ""
    question: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table. kind: '' | sum | group | part (indented under its group)."""

    cells: tuple[str, ...]
    kind: str = ""


def plain(text: str) -> str:
    """Return text so that Markdown shows it as it is, without images, links or styles."""
    return "".join(f"\\{sign}" if sign in _ESCAPED else sign for sign in " ".join(text.split()))


def label(text: str) -> str:
    """Return text for the label of a field. Streamlit reads a label aloud as it is written, so only what Markdown would
    take for markup is escaped: «Timer!D5» stays as it is.
    """
    one_line = " ".join(text.split())
    if _LINK.search(one_line):
        return plain(one_line)
    return _MARKUP.sub(r"\\\g<0>", one_line)


def paragraph(text: str, css: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Draw a paragraph of one of the sheet's classes; nothing for an empty text. width: `content` beside others."""
    if text:
        st.html(f'<p class="{css}">{escape(text)}</p>', width=width)


def lines(parts: Iterable[tuple[str, str]]) -> None:
    """Draw paragraphs close together: pairs of text and class; an empty text is left out."""
    drawn = [f'<p class="{css}">{escape(text)}</p>' for text, css in parts if text]
    if drawn:
        st.html(f'<div class="hr-lines">{"".join(drawn)}</div>')


def small_heading(text: str) -> None:
    """Draw a heading inside a part of the page, below those that Streamlit draws."""
    st.html(f'<h4 class="hr-heading">{escape(text)}</h4>')


def cards(items: Iterable[Card]) -> None:
    """Draw cards side by side, as one description list."""
    drawn = [
        f'<div class="hr-card"><dt>{escape(card.label)}</dt><dd class="hr-figure{_size(card.figure)}">'
        f"{escape(card.figure)}</dd>"
        f'<dd class="hr-word">{escape(card.word if card.word != card.figure else "")}</dd>{_answer(card)}</div>'
        for card in items
    ]
    st.html(f'<dl class="hr-cards">{"".join(drawn)}</dl>')


def _size(figure: str) -> str:
    """Words that stand in a figure's place, because there is none, are not shouted."""
    return "" if len(figure) < _SHORT or any(sign.isdigit() for sign in figure) else " hr-no-figure"


def _answer(card: Card) -> str:
    # A <details> opens by mouse and keyboard without a run of the script.
    if not card.answer:
        return ""
    return (
        f'<dd class="hr-help"><details><summary title="{escape(card.answer)}">{escape(card.question)}</summary>'
        f"<p>{escape(card.answer)}</p></details></dd>"
    )


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Draw pairs of label and value; a pair without value is left out."""
    drawn = [f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in pairs if value]
    if drawn:
        st.html(f'<dl class="hr-facts">{"".join(drawn)}</dl>')


def table(
    heads: Sequence[str],
    rows: Iterable[Row],
    *,
    caption: str,
    numbers: Iterable[int] = (),
    wrap: bool = False,
) -> None:
    """Draw a table; the first column heads its row. numbers: places of the columns that stand to the right;
    wrap: their cells break where the text has a new line.
    """
    right, rows = set(numbers), list(rows)
    told = {place for row in rows for place, text in enumerate(row.cells) if len(text) > _SENTENCE} - right
    css = [
        'class="hr-number"' if place in right else 'class="hr-sentence"' if place in told else ""
        for place in range(len(heads))
    ]
    head = "".join(f'<th scope="col" {css[p]}>{escape(text)}</th>' for p, text in enumerate(heads))
    long = " hr-long" if len(rows) > _LONG else ""
    broken = " hr-wrap" if wrap else ""
    body = "".join(_row(row, css) for row in rows)
    st.html(
        f'<div class="hr-scroll{long}" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="hr-table{broken}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Row, css: Sequence[str]) -> str:
    first, *rest = row.cells
    cells = "".join(f"<td {css[place]}>{escape(text)}</td>" for place, text in enumerate(rest, start=1))
    kind = f' class="hr-{row.kind}"' if row.kind else ""
    return f'<tr{kind}><th scope="row" {css[0]}>{escape(first)}</th>{cells}</tr>'


_ONE_STEP_BACK = """
if (!window.handlingsromHistory) {
  window.handlingsromHistory = true;
  const push = history.pushState.bind(history);
  let changedAt = 0;
  history.pushState = (state, title, url) => {
    const to = new URL(url || location.href, location.href);
    const samePage = to.pathname === location.pathname;
    const halfway = samePage ? !location.search
      : to.search && to.search === location.search && Date.now() - changedAt < 500;
    if (halfway) { history.replaceState(state, title, url); } else { push(state, title, url); }
    if (samePage) { changedAt = Date.now(); }
  };
}
"""
"""Streamlit makes two steps in the browser's history of one step of the reader, and Back would stay on the page: a page
that is entered from the menu comes first without its selection, and a click on a figure changes first the selection
and then the page."""


_SHOW_BEGINNING = """<script>(() => {{
  // {turn}
  const part = document.querySelector(".st-key-{key}");
  if (!part) return;
  part.scrollIntoView({{block: "start"}});
  const heading = part.querySelector("{heading}");
  if (heading) {{ heading.tabIndex = -1; heading.focus({{preventScroll: true}}); }}
}})();</script>"""


def show_beginning(key: str, heading: str, turn: int) -> None:
    """Let what was just opened begin at its beginning, for the eye and for a screen reader.

    key: of the container; heading: the tag of the heading in it that is read first; turn: anew for each time.
    """
    st.html(_SHOW_BEGINNING.format(key=key, heading=heading, turn=turn), unsafe_allow_javascript=True)


_COPY = """<button type="button" class="hr-copy">{label}</button> <span class="hr-copied" role="status"></span>
<script>(() => {{
  const button = document.querySelector(".hr-copy"), told = document.querySelector(".hr-copied");
  const byHand = () => {{
    const field = Object.assign(document.createElement("textarea"), {{value: location.href}});
    document.body.append(field); field.select(); document.execCommand("copy"); field.remove();
  }};
  if (button) button.onclick = async () => {{
    try {{ await navigator.clipboard.writeText(location.href); }} catch {{ byHand(); }}
    told.textContent = button.dataset.copied;
  }};
  if (button) button.dataset.copied = {copied};
}})();</script>"""


def copy_address(label: str, copied: str) -> None:
    """Draw a button that copies the page's address, and says so: `copied`."""
    st.html(_COPY.format(label=escape(label), copied=json.dumps(copied)), unsafe_allow_javascript=True)


_COPY_TEXT = """<button type="button" class="hr-copy {key}">{label}</button>
<span class="hr-copied {key}_told" role="status"></span>
<script>(() => {{
  const button = document.querySelector("button.{key}"), told = document.querySelector(".{key}_told");
  const text = {text};
  const byHand = () => {{
    const field = Object.assign(document.createElement("textarea"), {{value: text}});
    button.after(field); field.select(); document.execCommand("copy"); field.remove();
  }};
  if (button) button.onclick = async () => {{
    try {{ await navigator.clipboard.writeText(text); }} catch {{ byHand(); }}
    told.textContent = {copied};
  }};
}})();</script>"""


def copy_text(key: str, label: str, copied: str, text: str) -> None:
    """Draw a button that copies a text, and says so: `copied`. key: the button's own on the page, a plain word."""
    script = _COPY_TEXT.format(key=key, label=escape(label), copied=_in_script(copied), text=_in_script(text))
    st.html(script, unsafe_allow_javascript=True)


def _in_script(text: str) -> str:
    """A text as JavaScript that cannot end the script it stands in."""
    return json.dumps(text).replace("<", "\\u003c").replace("&", "\\u0026")


def page_script(code: str) -> None:
    """Tell the browser and screen readers the page's language, since Streamlit's own page always says English, and
    make a page that is entered from the menu one step in the history.

    The code is one of `language.CODES`, never text of a user.
    """
    script = f"document.documentElement.lang = '{code}';{_ONE_STEP_BACK}"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
