"""What is wrong with a database: a sentence for every code of ``data.check.Breach``."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import msg

BREACHES: Mapping[str, str] = {
    "schema_differs": msg(
        "The column {column} of the table {table} is missing, too many or of another type."
    ),
    "not_one_state": msg("The table store has {rows!s} complete rows instead of one."),
    "counter_gap": msg("Change {counter!s} is missing from the history."),
    "counter_twice": msg("More than one change of the history has the number {counter!s}."),
    "counter_beyond": msg("A change has the number {counter!s}, which the counter never had."),
    "clock_went_back": msg(
        "Change {counter!s} is of {changed_at}, but the change before it is of {before}."
    ),
    "change_without_person": msg("Change {counter!s} does not say who made it, or when."),
    "undo_of_nothing": msg("An undo names import {import_id!s}, which did not exist at the time."),
    "undone_twice": msg("Import {import_id!s} was taken back more than once."),
    "import_of_unknown_kind": msg("Import {import_id!s} is of no kind that this program knows."),
    "import_without_file": msg("The workbook {file_name} of import {import_id!s} is not there."),
    "file_changed": msg("The workbook with the SHA-256 {sha256} is not what was uploaded."),
    "file_twice": msg("The workbook with the SHA-256 {sha256} is kept more than once."),
    "file_of_no_import": msg("The workbook with the SHA-256 {sha256} belongs to no import."),
    "import_without_values": msg("Import {import_id!s} ({file_name}) has no values."),
    "withdrawal_of_nothing": msg(
        "Withdrawal {import_id!s} and the value that it takes back do not belong together."
    ),
    "withdrawn_twice": msg(
        "Withdrawal {import_id!s} takes back a value that another one took back before it."
    ),
    "publication_of_nothing": msg(
        "Publication {import_id!s} and the submission that it publishes do not belong together."
    ),
    "published_not_submitted": msg(
        "Publication {import_id!s} has a value that was not submitted in that way."
    ),
    "return_of_nothing": msg(
        "Return {counter!s} names no submission before it, no value, or no reason."
    ),
    "comment_on_nothing": msg(
        "Commentary {counter!s} lacks its target, quarter or cause, or is of none that there is."
    ),
    "reminder_of_nothing": msg(
        "Reminder {counter!s} lacks its quarter, address or language, or asked for nothing."
    ),
    "exemption_of_nothing": msg(
        "Exemption {counter!s} lacks its period, place, indicator, last day or reason."
    ),
    "import_without_strategy": msg("Import {import_id!s} ({file_name}) has no complete strategy."),
    "value_without_import": msg(
        "The value of cell {cell} on sheet {sheet} names import {import_id!s}, which brought none."
    ),
    "value_without_indicator": msg(
        "The value of cell {cell} on sheet {sheet} of import {import_id!s} has no indicator."
    ),
    "value_without_place": msg(
        "The value of cell {cell} on sheet {sheet} of import {import_id!s} has no place."
    ),
    "value_without_cell": msg("A value of import {import_id!s} does not name its sheet and cell."),
    "value_without_period": msg(
        "The value of cell {cell} on sheet {sheet} of import {import_id!s} has no possible period."
    ),
    "value_of_unknown_measure": msg(
        "The value of cell {cell} on sheet {sheet} of import {import_id!s} is neither an actual "
        "nor a milestone."
    ),
    "half_a_breakdown": msg(
        "The value of cell {cell} on sheet {sheet} of import {import_id!s} has half a breakdown."
    ),
    "value_without_number": msg(
        "Cell {cell} on sheet {sheet} of import {import_id!s} has neither value nor numerator."
    ),
    "value_not_finite": msg(
        "The value of cell {cell} on sheet {sheet} of import {import_id!s} is no finite number."
    ),
    "value_over_zero": msg(
        "Cell {cell} on sheet {sheet} of import {import_id!s} has a numerator over zero."
    ),
    "value_twice": msg(
        "Import {import_id!s} has the value of cell {cell} on sheet {sheet} more than once."
    ),
    "indicator_numbers": msg("The numbers of the {codes!s} indicators are not dense and unique."),
    "indicator_of_no_strategy": msg("The indicator {code} stands in no strategy."),
    "indicator_without_number": msg("The indicator {code} of a strategy has no number."),
    "place_numbers": msg("The numbers of the {codes!s} places are not dense and unique."),
    "place_of_no_strategy": msg("The place {code} stands in no strategy."),
    "place_without_number": msg("The place {code} of a strategy has no number."),
    "strategy_row_without_import": msg(
        "A row of the table {table_name} belongs to import {import_id!s}, which is no strategy."
    ),
    "strategy_rows_missing": msg(
        "The table {table_name} lacks rows of the strategy of import {import_id!s}, or has them "
        "twice."
    ),
    "strategy_unreadable": msg("The strategy of import {import_id!s} cannot be read."),
    "strategy_code_twice": msg(
        "The strategy of import {import_id!s} has the code {where} more than once."
    ),
    "strategy_reference_lost": msg(
        "The strategy of import {import_id!s} names {where}, which it does not have."
    ),
    "strategy_goal_contradicts": msg(
        "In the strategy of import {import_id!s} the goal of {where} contradicts its direction "
        "or its baseline's period."
    ),
    "view_differs": msg("What is in force is not what the history leads to."),
}
