"""Workbooks on their way in: the box to drop them in, how far they are, and which is shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.accepting import Done, say
from dashboard.components import Column, notice, show, table
from dashboard.desk import Desk
from dashboard.markup import Child, join, tag
from dashboard.reading import moment_of
from dashboard.review import LARGEST_UPLOAD_MB
from dashboard.tray import Paper, Tray
from dashboard.words import Words, msg
from loaders.read import SUFFIXES

TRAY = "workbooks under review"
CHOICE = "number of the choice"
SHOWN = "workbook that is shown"
"""Names in the session's state, which outlives leaving the page: nothing begun is lost."""

KINDS_OF_FILES = [suffix.removeprefix(".") for suffix in SUFFIXES]
LARGEST_TRAY_MB = 100
SOON = 2.0
"""Seconds in which most workbooks are looked at; only of others it is shown how far they are."""

EVERY = 1.0
"""Seconds after which it is shown anew how far they are."""


STOP = "stop reading"
"""Key of the button that is there while workbooks wait or are read."""


def tray_of_session() -> Tray:
    tray: Tray = st.session_state.setdefault(TRAY, Tray())
    return tray


def choose(desk: Desk, tray: Tray) -> None:
    """The box to drop workbooks in, which is empty again once they are taken."""
    choice = st.session_state.setdefault(CHOICE, 0)
    _translate_box(desk.words)
    chosen = st.file_uploader(
        desk.words.text("Choose one workbook or several"),
        type=KINDS_OF_FILES,
        accept_multiple_files=True,
        max_upload_size=LARGEST_UPLOAD_MB,
        key=f"workbooks {choice}",
    )
    if not chosen:
        return
    st.session_state[CHOICE] += 1
    say(_put(desk.words, tray, chosen))
    st.rerun()


def _put(words: Words, tray: Tray, chosen: Sequence[UploadedFile]) -> Done:
    """Take what there is room for; what is said of the rest, and of what it takes the place of."""
    earlier, taken, refused = tray.names, list[str](), list[str]()
    for one in chosen:
        if tray.bytes_held + one.size > LARGEST_TRAY_MB * 1024 * 1024:
            refused.append(one.name)
            continue
        taken.append(_name_beside(taken, one.name))
        tray.put(Paper(taken[-1], one.getvalue()))
    if taken:
        st.session_state[SHOWN] = taken[0]
    no_room = msg(
        "{files}: not taken, for there is no room. Accept or put aside what is there already, "
        "then choose again."
    )
    replaced = msg("{files}: the one of the same name that was here is put aside.")
    again = [name for name in taken if name in earlier]
    return Done(bad=_told(words, no_room, refused), noted=_told(words, replaced, again))


def _told(words: Words, message: str, names: Sequence[str]) -> tuple[str, ...]:
    return (words.text(message, files=", ".join(names)),) if names else ()


def _name_beside(taken: Sequence[str], name: str) -> str:
    """The name, with a number where another that was dropped with it is called the same."""
    path = PurePath(name)
    numbered = (f"{path.stem} ({n}){path.suffix}" for n in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)


def _translate_box(words: Words) -> None:
    """What the box says itself, handed to the style sheet."""
    said = {
        "choose-a-file": words.text("Choose files"),
        "which-files": words.text(
            ".xlsx, .xlsm, .xls, .ods or .csv, at most {n} MB", n=LARGEST_UPLOAD_MB
        ),
    }
    variables = "".join(f'--{name}: "{text}";' for name, text in said.items())
    st.html(f"<style>:root {{{variables}}}</style>")


def have_looked_at(desk: Desk, tray: Tray) -> None:
    """See to it that every workbook is looked at, and show how far that is.

    Raises what the program itself failed with.
    """
    tray.raise_failure()
    tray.look(desk.access, moment_of(desk.access))
    tray.wait(SOON)
    if tray.waiting:
        _show_how_far(desk, tray)


@st.fragment(run_every=EVERY)
def _show_how_far(desk: Desk, tray: Tray) -> None:
    words, waiting = desk.words, tray.waiting
    if not waiting:
        st.rerun()
    first = waiting[0]
    told = words.text(
        "{file}: {stage}, for {seconds} s so far",
        file=first.file_name,
        stage=words.stage(first.watch.stage),
        seconds=round(first.watch.seconds),
    )
    show(notice(tag("p", told)))
    if len(waiting) > 1:
        names = ", ".join(one.file_name for one in waiting[1:])
        show(tag("p", words.text("Then: {files}", files=names), class_="quiet"))
    st.button(words.text("Stop reading"), on_click=_stop, args=(words, tray), key=STOP)


def _stop(words: Words, tray: Tray) -> None:
    stopped = tray.waiting
    tray.take_out(stopped)
    if stopped:
        names = ", ".join(one.file_name for one in stopped)
        say(Done(bad=(words.text("Reading was stopped; put aside: {files}", files=names),)))


def shown_paper(desk: Desk, papers: Sequence[Paper]) -> Paper | None:
    """The one workbook that is reviewed below; of several, how all stand and which to choose."""
    if not papers:
        return None
    names = [one.file_name for one in papers]
    if st.session_state.get(SHOWN) not in names:
        st.session_state[SHOWN] = names[0]
    if len(papers) == 1:
        return papers[0]
    show(tag("h2", desk.words.text("Chosen workbooks")), _summary(desk.words, papers))
    chosen = st.selectbox(desk.words.text("Workbook to look at"), names, key=SHOWN)
    return papers[names.index(chosen)]


def _summary(words: Words, papers: Sequence[Paper]) -> Child:
    columns = [
        Column(words.text("File")),
        Column(words.text("New values"), is_number=True),
        Column(words.text("Changed values"), is_number=True),
        Column(words.text("Unchanged values"), is_number=True),
        Column(words.text("Problems"), is_number=True),
    ]
    rows: list[list[Child]] = [
        [tag("span", one.file_name, class_="file"), *_standing(words, one)] for one in papers
    ]
    return join(table(words.text("Chosen workbooks"), columns, rows, "plain"))


def _standing(words: Words, paper: Paper) -> list[Child]:
    """What is in a workbook, in numbers; in words where it is none that can be used."""
    found = paper.preview
    if found is None or found.fatal is not None:
        nothing = words.number(None)
        return [nothing, nothing, nothing, words.text("cannot be used")]
    counts = [words.number(found.counts[kind]) for kind in ("new", "changed", "unchanged")]
    return [*counts, words.number(len(found.problems))]
