"""What went wrong and what to do about it: a sentence for every code of ``MegaError``."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import Sentence, msg
from dashboard.words.refusals import CONFIGURATION, REFUSALS, REQUESTS

ERRORS: Mapping[str, Sentence] = {
    **REFUSALS,
    **CONFIGURATION,
    **REQUESTS,
    "database_exists": msg(
        "There is a database at {path} already. Name another one with --database, "
        "or move that file away."
    ),
    "file_exists": msg(
        "There is a file at {path} already. Name another one, or move that file away."
    ),
    "folder_not_writable": msg(
        "The folder {path} cannot be written to. Name a place elsewhere, or ask for the right "
        "to write there."
    ),
    "folder_not_empty": msg("The folder {path} is not empty. Name a new one."),
    "export_incomplete": msg(
        "The file {file} is missing or empty. Name a whole folder that mega export wrote."
    ),
    "export_unreadable": msg(
        "The file {file} is not as mega export wrote it: {detail}. Export again, or put its "
        "columns and values right."
    ),
    "disk_full": msg(
        "There is no room left where {path} lies. Nothing was changed. Make room on the disk, "
        "then try again."
    ),
    "no_database": msg(
        "There is no database at {path}. Load a strategy workbook with mega import, "
        "or the illustrative data with mega demo."
    ),
    "log_without_database": msg(
        "There is no database at {path}, but beside it lies its log {log}, which may hold "
        "imports. Put the database back. If it is lost, move the log to a safe place, then "
        "restore a backup with mega restore."
    ),
    "not_a_database": msg(
        "The file {path} is no database of this program. Name the right one with --database."
    ),
    "unknown_schema": msg(
        "The database {path} was made by another version of this program (its schema is "
        "{found!s}, this one knows {known!s}). Use the newer version of the program."
    ),
    "newer_format": msg(
        "The file {path} was written by a newer version of this program. Use that version."
    ),
    "database_busy": msg(
        "Another program is using the database {path}. Try again in a moment, or close "
        "the other program."
    ),
    "database_unreadable": msg(
        "The database {path} cannot be read: {detail}. Check the file and the rights to it, "
        "or restore a backup with mega restore."
    ),
    "database_read_only": msg(
        "The database {path} can be read but not changed, and nothing was changed. Ask for the "
        "right to write to the file and its folder, or use a copy in another folder."
    ),
    "database_damaged": msg(
        "The database {path} is damaged: a part of it is missing or was overwritten. Move it and "
        "its log (.wal) to a safe place, then restore the latest backup with mega restore."
    ),
    "clock_behind": msg(
        "The clock of this machine says {clock}, but the latest change in the database is of "
        "{latest}. Nothing was changed. Set the clock, then try again; if it is right already, "
        "say so with mega trust-clock."
    ),
    "preview_outdated": msg(
        "Since {file} was checked, somebody else changed values that it holds. "
        "Load it again to see what it would change now."
    ),
    "unknown_import": msg(
        "There is no import {import_id!s}. See the numbers of all imports with mega history."
    ),
    "already_undone": msg("Import {import_id!s} has been undone already."),
    "no_such_value": msg(
        "Import {import_id!s} has no value of {indicator} for {place} in {period} "
        "that still counts: it never had one, or it was taken back."
    ),
    "no_period_of_the_plan": msg(
        "{period} is outside the plan, which runs from {first!s} to {last!s}. Name another period."
    ),
    "nothing_due": msg("Nothing is due in {period}. Name another period or place."),
    "withdrawal_without_reason": msg("Say why this value no longer counts."),
    "only_loopback": msg(
        "{host} is not this machine alone. Who may come is not said, so the dashboard is served to "
        "this machine only: leave --host away, or name with --config a configuration with "
        "[server] address and [sign_in], or open it to everybody, for reading, with "
        "--public-read-only."
    ),
    "address_missing": msg(
        "{host} is not this machine alone. Say at which address people reach the dashboard: in a "
        'configuration, under [server], such as address = "https://mega.example.org"; then name '
        "it with --config."
    ),
    "port_in_use": msg("Port {port!s} is in use. Name another one with --port."),
    "unknown_file": msg("No accepted workbook has the SHA-256 {sha256}."),
    "no_strategy": msg("There is no strategy yet. Import the strategy workbook first."),
    "no_strategy_then": msg("On {day} there was no strategy yet."),
    "unknown_area": msg("The plan has no area {found}. Its areas are: {known}."),
    "unknown_target": msg("The plan has no indicator {found}. Its indicators are: {known}."),
    "period_unreadable": msg("“{found}” is no period. Write it like 2024-Q3, 2024-S1 or 2024."),
    "already_closed": msg("{period} has been closed already."),
    "not_closed": msg("{period} is not closed."),
    "period_closed": msg(
        "{period} is closed: what {place} reported of {indicator} stays as it is. Ask an editor "
        "for an exemption, or to reopen the period."
    ),
    "unknown_submission": msg(
        "There is no submission {import_id!s}. See what awaits review with mega review."
    ),
    "review_outdated": msg(
        "Some of these values of submission {import_id!s} no longer await review: somebody "
        "published, returned or submitted them again. Look at it once more."
    ),
    "nothing_chosen": msg("No value was chosen. Choose at least one."),
    "return_without_note": msg("Say what is to be corrected: values are returned with a note."),
    "submission_published": msg(
        "Submission {import_id!s} was published, and its values count. To take them back undo "
        "publication {publication!s} first."
    ),
    "exemption_without_reason": msg("Say why: an exemption from a closed period needs a reason."),
    "commentary_without_cause": msg("Write the cause first: why does the target stand so?"),
    "commentary_too_long": msg("Write at most {most} characters into each field."),
    "commentary_missing": msg(
        "{period} is not closed yet: a commentary is missing for {targets}. Write it on the "
        "target's page, or by mega comment."
    ),
    "mail_not_configured": msg(
        "No server for e-mails is configured. Write host, port, security, sender and language "
        "under [mail] in the configuration."
    ),
    "mail_refused": msg(
        "The e-mail server {host} at port {port!s} cannot be used: {detail}. Correct [mail] in the "
        "configuration, or ask who runs that server."
    ),
    "correction_without_reason": msg("Say why the value is corrected: the reason is kept."),
    "nothing_to_withdraw": msg(
        "{place} has no value of {indicator} for {period} that counts. See mega history."
    ),
    "exemption_without_day": msg("Say until when: an exemption has a last day."),
    "exemption_over": msg("The exemption would have ended on {day}. Give a day that is to come."),
    "period_not_over": msg("{period} is not over yet. A period can be closed once it has ended."),
    "unknown_setting": msg("There is no setting {found}. The settings are: {known}."),
    "setting_refused": msg(
        "{name} cannot be “{found}”. Write a number from {low} to {high}, with a decimal point."
    ),
    "settings_contradict": msg(
        "at_risk ({low}) would be above on_track ({high}). Set the other one first."
    ),
    "unknown_place": msg("The plan has no place {found}. Its places are: {known}."),
    "day_in_future": msg("{found} has not come yet: nothing can be known on it."),
    "day_unreadable": msg("“{found}” is no day. Write it like 2024-02-01."),
    "options_exclude": msg("Use either {one} or {other}, not both."),
    "one_option_of": msg("Say which: {options}."),
    "export_too_large": msg(
        "{values} values are more than a workbook can hold that is to be imported again. Use --csv."
    ),
    "person_unknown": msg("The system does not tell who you are. Say it with --as NAME."),
    "has_errors": msg(
        "{file} has errors. Correct these cells, or accept the values without errors alone."
    ),
    "reason_missing": msg(
        "{file} would change the strategy in force. Say why: with --reason, or in the box Reason."
    ),
    "mapping_wrong": msg(
        "The mapping has entries that cannot be used: {faults}. Correct them; "
        "mega map FILE writes a new one."
    ),
    "mapping_fits_no_sheet": msg(
        "The mapping of the sheet {sheet} fits no sheet of this workbook: its headings are others. "
        "Write a new mapping with mega map FILE."
    ),
    "file_missing": msg("There is no file {file}. Check its name and folder."),
    "file_unreadable": msg("The file {file} cannot be opened. Check that you may read it."),
}

FATALS: Mapping[str, str] = {
    "not_a_workbook": msg(
        "This file is no Excel workbook. Save it as .xlsx in Excel and load it again."
    ),
    "encrypted": msg(
        "This workbook is protected with a password. Remove the password and load it again."
    ),
    "too_large": msg(
        "This workbook is too large to be read. Leave only the sheets with data in it, "
        "delete empty rows and columns, and load it again."
    ),
    "no_data_found": msg(
        "No table with indicators, places, periods and values was found in this workbook. "
        "Check that it has column headings and that the indicators have their codes or names."
    ),
}
"""Why a whole file cannot be used."""
