"""What somebody may not do, and what is wrong with the configuration: a sentence a code."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import Sentence, msg

REFUSALS: Mapping[str, Sentence] = {
    "sign_in_first": msg("Sign in first."),
    "no_sign_in": msg(
        "Nobody can sign in here: the server was not started with mega serve, or its "
        "configuration names no identity provider."
    ),
    "no_role": msg(
        "{name} has no role here. Ask the person who looks after the dashboard for one."
    ),
    "may_not_see": msg("Your role does not let you see the figures."),
    "may_not_see_history": msg("Your role does not let you see who loaded what, and when."),
    "may_not_load": msg(
        "Your role does not let you load data. Ask the person who looks after the dashboard "
        "for the role of staff, with the places that you report for."
    ),
    "may_not_steer": msg(
        "Strategies, closed periods and settings are for editors. Send it to one of them."
    ),
    "may_not_keep": msg("Looking after the whole database is for administrators."),
    "places_not_yours": msg(
        "These values are of places that you do not report for ({places}). "
        "Load those of your own places only."
    ),
    "import_not_yours": msg(
        "Import {import_id!s} is not yours to take back: it counts already, or was loaded by "
        "others. Ask an editor to take it back."
    ),
    "file_not_yours": msg(
        "This workbook has values of places that you do not report for. Ask an editor for it."
    ),
    "target_not_yours": msg(
        "No place that you report for reports {indicator}. Ask an editor to write the commentary."
    ),
    "config_broken": msg(
        "The server's configuration cannot be used, so nobody is let in. The reason is in the "
        "server's log: tell the person who runs this server."
    ),
    "database_out_of_order": msg(
        "The database cannot be used at the moment, and nothing was changed. Try again; if it "
        "stays, tell the person who runs this server: the reason is in its log as {reference}."
    ),
}

REQUESTS: Mapping[str, Sentence] = {
    "not_served": msg("There is nothing at this address. Begin at the first page."),
    "other_host": msg(
        "This server is not known by the name that you used. Ask the person who runs it for the "
        "right address."
    ),
    "other_origin": msg("Pages of other sites may not use this dashboard. Open it by itself."),
    "method_refused": msg("This address can be read and nothing else."),
    "address_too_long": msg("This address is too long. Begin at the first page."),
    "headers_too_large": msg(
        "Your browser sent too many cookies. Delete those of this dashboard and sign in again."
    ),
    "body_refused": msg("Nothing can be sent to this address. Load workbooks on the page for it."),
}
"""What the server does not let in."""

CONFIGURATION: Mapping[str, Sentence] = {
    "config_not_there": msg("There is no configuration {path}. Name the right one with --config."),
    "config_unreadable": msg("The configuration {path} cannot be read: {detail}. Correct it."),
    "config_open_to_others": msg(
        "Every user of this machine can read {path}, which holds secrets. "
        "Close it to them: chmod o= {path}"
    ),
    "config_missing": msg("{path}: {entry} is missing. Add it."),
    "config_unknown": msg("{path}: {entry} is not known here. Correct its name or delete it."),
    "config_not_a_table": msg("{path}: {entry} must be a table, such as [sign_in] or [[people]]."),
    "config_not_text": msg("{path}: {entry} must be a text in quotes."),
    "config_not_texts": msg('{path}: {entry} must be a list of texts, such as ["PE", "BO"].'),
    "config_not_ascii": msg(
        "{path}: {entry} holds a letter beyond a to z. Write addresses and domains as they "
        "travel, in ASCII."
    ),
    "config_too_short": msg(
        "{path}: {entry} must have at least 32 characters. Make one that nobody can guess: "
        "openssl rand -hex 32"
    ),
    "config_not_https": msg(
        "{path}: {entry} must be an address such as https://mega.example.org, "
        "without a path for the dashboard's own."
    ),
    "config_not_a_port": msg("{path}: {entry} must be a port, a whole number from 1 to 65535."),
    "config_not_mail_security": msg("{path}: {entry} must be starttls, tls or none."),
    "config_not_encrypted": msg(
        "{path}: {entry} may be none on this machine alone. Elsewhere write starttls or tls."
    ),
    "config_not_an_address": msg("{path}: {entry} must be an address such as mega@example.org."),
    "config_not_a_language": msg("{path}: {entry} must be es, en or pt."),
    "config_not_hours": msg("{path}: {entry} must be a whole number of hours from 1 to 720."),
    "config_not_true_or_false": msg("{path}: {entry} must be true or false."),
    "config_not_a_role": msg(
        '{path}: {entry} must be one of "viewer", "staff", "editor" and "admin".'
    ),
    "config_not_for_this_role": msg(
        "{path}: {entry} lists the places of staff: staff must have some, and nobody else has."
    ),
    "config_not_nothing_or_viewer": msg('{path}: {entry} must be "nothing" or "viewer".'),
}
