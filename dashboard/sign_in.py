"""Signing in and out: what a page shows of it."""

from __future__ import annotations

import streamlit as st

from dashboard.components import notice, show
from dashboard.markup import Markup, tag
from dashboard.rights import Person, Role
from dashboard.words import Words, msg

OUTCOME = "sign_in"
FAILED = "failed"
"""A parameter of the address that the server adds where a sign-in did not succeed."""

SIGN_OUT = "auth/logout"
"""Streamlit's own address for it."""

ROLES = {
    Role.VIEWER: msg("viewer"),
    Role.STAFF: msg("staff"),
    Role.EDITOR: msg("editor"),
    Role.ADMIN: msg("administrator"),
}


def sign_in(words: Words) -> None:
    """The page of somebody who is not signed in (any more)."""
    why = words.text(
        "This dashboard is for members of the organisation. Sign in with the account that you "
        "use there; you then come to the page that you asked for."
    )
    show(tag("h1", words.text("Sign in")), tag("p", why))
    if st.query_params.get(OUTCOME) == FAILED:
        sentence = words.text(
            "The sign-in did not succeed. Try again; if it stays so, tell the person who runs "
            "this server when it happened."
        )
        show(notice(tag("p", sentence), kind="problem"))
    st.button(words.text("Sign in"), type="primary", on_click=st.login)


def who_is_signed_in(words: Words, person: Person | None) -> Markup | None:
    """Name, role and the way out; nothing where nobody signs in."""
    if person is None or not person.is_signed_in:
        return None
    role = words.text(ROLES[person.role]) if person.role else words.text("no role")
    out = tag("a", words.text("Sign out"), href=SIGN_OUT)
    name = tag("span", f"{person.name} ({role})", class_="name")
    return tag("div", name, out, class_="person")
