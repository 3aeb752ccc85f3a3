"""What went wrong and what to do about it: a sentence for every code of ``MegaError``."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import Sentence, msg

ERRORS: Mapping[str, Sentence] = {
    "database_exists": msg(
        "There is a database at {path} already. Name another one with --database, "
        "or move that file away."
    ),
    "folder_not_writable": msg(
        "The folder {path} cannot be written to. Name a database elsewhere with --database."
    ),
    "no_database": msg(
        "There is no database at {path}. Load a strategy workbook with mega import, "
        "or the illustrative data with mega demo."
    ),
    "not_a_database": msg(
        "The file {path} is no database of this program. Name the right one with --database."
    ),
    "unknown_schema": msg(
        "The database {path} was made by another version of this program (its schema is "
        "{found!s}, this one knows {known!s}). Use the newer version of the program."
    ),
    "database_busy": msg(
        "Another program is using the database {path}. Try again in a moment, or close "
        "the other program."
    ),
    "database_unreadable": msg(
        "The database {path} cannot be read: {detail}. Check the file and the rights to it, "
        "or restore a copy."
    ),
    "preview_outdated": msg(
        "Since {file} was checked, somebody else changed values that it holds. "
        "Load it again to see what it would change now."
    ),
    "unknown_import": msg(
        "There is no import {import_id!s}. See the numbers of all imports with mega history."
    ),
    "already_undone": msg("Import {import_id!s} has been undone already."),
    "unknown_file": msg("No accepted workbook has the SHA-256 {sha256}."),
}
