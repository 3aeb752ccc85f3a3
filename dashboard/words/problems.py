"""What is wrong with a cell and how to mend it: a title and a sentence for every problem.

A sentence may use ``{found}``, the text of the cell, and the parameters that
``loaders.problems`` writes down for the code.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import Plural, Sentence, msg

SUGGESTION = msg("Did you mean “{suggestion}”?")
"""Follows the sentence of any problem that carries a suggestion."""

SEVERITIES: Mapping[str, str] = {
    "error": msg("Error"),
    "warning": msg("Warning"),
    "notice": msg("Notice"),
}

TITLES: Mapping[str, str] = {
    "unknown_indicator": msg("Unknown indicator"),
    "code_name_conflict": msg("Code and name of two indicators"),
    "ambiguous_code": msg("Code that may be two"),
    "unknown_place": msg("Unknown place"),
    "place_not_yours": msg("Place of others"),
    "unreadable_period": msg("Unreadable period"),
    "wrong_frequency": msg("Period that does not fit the indicator"),
    "period_outside_plan": msg("Period outside the plan"),
    "period_in_future": msg("Period in the future"),
    "period_locked": msg("Closed period"),
    "context_contradicted": msg("Title and sheet's name say two things"),
    "unknown_breakdown": msg("Unknown breakdown"),
    "two_breakdowns": msg("Value of two breakdowns"),
    "unreadable_value": msg("Unreadable number"),
    "ambiguous_number": msg("Number with two readings"),
    "spreadsheet_error": msg("Excel error"),
    "formula_without_value": msg("Formula without a result"),
    "out_of_range": msg("Number out of range"),
    "percent_scale": msg("Percentage written as a share of 1"),
    "denominator_missing": msg("Missing denominator"),
    "numerator_missing": msg("Missing numerator"),
    "zero_denominator": msg("Zero as denominator"),
    "numerator_exceeds_denominator": msg("Numerator above denominator"),
    "value_ratio_mismatch": msg("Value and parts that disagree"),
    "duplicate_conflict": msg("Two values for the same thing"),
    "unit_mismatch": msg("Another unit"),
    "duplicate_same": msg("Repeated value"),
    "outlier": msg("Unusual value"),
    "unusual_place": msg("First report of a place"),
    "running_total": msg("Running totals, perhaps"),
    "possible_double_count": msg("Counted twice, perhaps"),
    "breakdown_exceeds_total": msg("Parts greater than their total"),
    "constant_contradicted": msg("Read otherwise than it says"),
    "constant_reused": msg("Place or period of an earlier workbook"),
    "mapping_reused": msg("Read as an earlier workbook"),
    "hidden_rows": msg("Hidden rows"),
    "hidden_sheet": msg("Hidden sheet"),
    "footnote_mark": msg("Number with a footnote mark"),
    "perhaps_planned": msg("A plan, perhaps"),
    "unknown_heading": msg("Heading not known"),
    "unknown_sub_heading": msg("Sub-heading not known"),
    "unread_rows": msg("Rows not read"),
    "unused_column": msg("Column not used"),
    "unused_row": msg("Row not used"),
    "formats_not_kept": msg("Number formats not kept"),
    "missing_sheet": msg("Missing sheet"),
    "missing_column": msg("Missing column"),
    "missing_field": msg("Missing row of the plan"),
    "missing_value": msg("Missing value"),
    "unknown_word": msg("Unknown word"),
    "not_a_whole_number": msg("Not a whole number"),
    "duplicate_code": msg("Repeated code"),
    "duplicate_row": msg("Repeated row"),
    "word_of_two_categories": msg("Word with two meanings"),
    "unknown_reference": msg("Reference to nothing"),
    "plan_years_upside_down": msg("Years of the plan out of order"),
    "direction_against_goal": msg("Direction against the goal"),
    "goal_not_after_baseline": msg("Goal not after the baseline"),
    "band_upside_down": msg("Band upside down"),
    "goal_outside_band": msg("Goal outside of the band"),
    "band_missing": msg("Missing band"),
    "limits_upside_down": msg("Limits upside down"),
    "negative_weight": msg("Negative weight"),
    "weights_all_zero": msg("Weights that are all zero"),
    "duplicate_milestone": msg("Repeated milestone"),
    "milestone_outside_path": msg("Milestone outside the path"),
    "milestone_against_path": msg("Milestone that contradicts the path"),
    "reporter_ends_before_it_begins": msg("Reports that end before they begin"),
    "path_turns_back": msg("Path that turns back"),
}

NOTHING_FOUND: Mapping[str, Sentence] = {
    "unknown_indicator": msg(
        "Nothing says which indicator this value is of. Write its code or name into the row."
    ),
    "unknown_place": msg(
        "Nothing says which place this value is of. Add a column “Place”, name the place above the "
        "table, or set the place of the whole table where the page lets you correct how it was "
        "read (with mega map: place = …)."
    ),
    "unreadable_period": msg(
        "Nothing says which period this value is of. Add a column “Period” (such as 2024-Q3), "
        "write it above the table, or set the period of the whole table where the page lets you "
        "correct how it was read (with mega map: period = …)."
    ),
    "unused_column": msg(
        "This column holds numbers and has no heading: it was not used. Write what they are above "
        "them."
    ),
}
"""In place of the sentences below, where a cell that should say it is empty or not there."""

FOUND_A_DATE: Mapping[str, Sentence] = {
    "unknown_indicator": msg(
        "The cell holds the date {found}, which is no indicator: Excel makes dates of codes such "
        "as 1-3. Format the cell as text and write the code again."
    ),
    "unreadable_value": msg(
        "The cell holds the date {found}, which is no number: Excel makes dates of texts such as "
        "1-3. Write the number again, in a cell without a date's format."
    ),
}
"""In place of the sentences below, where the cell holds a day."""

PROBLEMS: Mapping[str, Sentence] = {
    "unknown_indicator": msg(
        "“{found}” is no indicator of the plan. Write its code, or its name as in the plan."
    ),
    "code_name_conflict": msg(
        "The code {code} and the name “{name}” belong to two indicators. Correct one of them."
    ),
    "ambiguous_code": msg(
        "The number {found} may be the code {one} or {other}: a number does not keep its last "
        "zero. Format the cell as text and write the code again."
    ),
    "unknown_place": msg(
        "“{found}” is no place of the plan. Write its name or code as in the plan."
    ),
    "place_not_yours": msg(
        "“{found}” is not among the places that you report for. "
        "Delete these values, or ask for the right to load them."
    ),
    "context_contradicted": msg(
        "“{found}”, and the sheet is called “{other}”: they say two places or periods. Correct "
        "the one that is wrong."
    ),
    "unknown_breakdown": msg(
        "“{found}” is in no breakdown of the strategy. Write one of the words of its sheet "
        "Breakdowns, or leave the cell blank for a value of the whole."
    ),
    "two_breakdowns": msg(
        "“{found}”, and another breakdown in {other}: a value may be of one only. Clear one of the "
        "two, and report what it says in a row of its own."
    ),
    "unreadable_period": msg(
        "“{found}” cannot be read as a period. Write it like 2024-Q3, 2024-S1 or 2024."
    ),
    "wrong_frequency": msg(
        "{indicator} is reported once a {frequency}, and {period} does not end one. "
        "Write the {frequency} that the value belongs to."
    ),
    "period_outside_plan": msg(
        "{period} is outside the plan, which runs from {first!s} to {last!s}. Correct the period."
    ),
    "period_in_future": msg(
        "{period} has not ended yet. Correct the period, or report the value when it has ended."
    ),
    "period_locked": msg(
        "{period} is closed, and this would change what was reported of it. Leave the value as "
        "it was, or ask an editor for an exemption or to reopen the period."
    ),
    "unreadable_value": msg(
        "“{found}” cannot be read as a number. Write digits only, "
        "or leave the cell blank where there is no value."
    ),
    "ambiguous_number": msg(
        "“{found}” can be read as {one} or as {other}. Write it without thousands separators."
    ),
    "spreadsheet_error": msg(
        "The cell shows the Excel error {found}. Correct the formula, or write the value."
    ),
    "formula_without_value": msg(
        "The formula has no saved result. Open the workbook in Excel, save it and load it again."
    ),
    "out_of_range": msg(
        "{value} cannot be: {indicator} takes values of {range}. Correct the number."
    ),
    "percent_scale": msg(
        "{found} for a percentage: is it {percent} %? Write the number of per cent, such as 85.3."
    ),
    "denominator_missing": msg(
        "The numerator is given without its denominator. Write the denominator."
    ),
    "numerator_missing": msg(
        "The denominator is given without its numerator. Write the numerator."
    ),
    "zero_denominator": msg("The denominator is 0 and the numerator is not. Correct one of them."),
    "numerator_exceeds_denominator": msg(
        "The numerator {numerator} is greater than the denominator {denominator}. "
        "Correct one of them."
    ),
    "value_ratio_mismatch": msg(
        "The value is {value}, but numerator and denominator give {computed}. Correct one of them."
    ),
    "duplicate_conflict": msg(
        "This value differs from the one in {other} for the same indicator, place and period. "
        "Leave only the right one."
    ),
    "unit_mismatch": msg(
        "“{found}” is not the unit of {indicator}, which is {unit}. Convert the value."
    ),
    "duplicate_same": msg(
        "The same value is in {other} already; it counts once. Delete one of the two."
    ),
    "outlier": msg(
        "{value} is far from what this place has reported so far: {low} to {high}, "
        "{median} in the middle. Check the number and its unit."
    ),
    "unusual_place": Plural(
        "This would be the first report of {indicator} from {place}; {places} other place has "
        "reported it for long. Check that the place is right.",
        "This would be the first report of {indicator} from {place}; {places} other places have "
        "reported it for long. Check that the place is right.",
        by="places",
    ),
    "running_total": msg(
        "The amounts of {indicator} only rise ({before} in the period before). Report what was "
        "new in this period, not the total so far."
    ),
    "possible_double_count": msg(
        "{value} of head office is what the {places} countries add up to ({sum}), and would be "
        "counted beside them. Leave it out if it is their total."
    ),
    "breakdown_exceeds_total": msg(
        "With “{category}” the parts come to {value}, and their total is {total}. "
        "Correct one of them."
    ),
    "constant_contradicted": msg(
        "The workbook says “{found}”; it is read as {said}, as somebody said of it. If that is not "
        "right, correct how it was read."
    ),
    "constant_reused": msg(
        "The workbook does not say it: {said} was said of an earlier one with these headings. "
        "If it does not hold for this one, correct how it was read."
    ),
    "mapping_reused": msg(
        "The table is read as somebody explained an earlier one with these headings. Check what "
        "each column holds."
    ),
    "hidden_rows": msg("These rows are hidden and were read. Check that they should count."),
    "hidden_sheet": msg("This sheet is hidden and was read. Check that it should count."),
    "footnote_mark": msg("“{found}” was read as {value}. Put the note into a column of its own."),
    "unused_column": msg(
        "The column “{found}” was not used. If it holds values, name it as in the template."
    ),
    "perhaps_planned": msg(
        "“{found}” speaks of a plan, and nothing says what the numbers below are: they were read "
        "as actual values. If they are a plan, write “Plan” over them."
    ),
    "unknown_heading": msg(
        "The heading “{found}” is not known, and the numbers below it were read without it. If "
        "they are a plan, write “Plan” over them."
    ),
    "unknown_sub_heading": msg(
        "“{found}” is not known: the rows below it were read as of {place}, as those above. If "
        "they are of another place, write its name."
    ),
    "unread_rows": msg(
        "From “{found}” on, rows name indicators beside numbers and were not read: no headings "
        "that are known stand over them. Head the columns, or correct how the sheet was read."
    ),
    "unused_row": msg("The row “{found}” was not used: it is neither a plan nor an actual."),
    "formats_not_kept": msg(
        "This kind of file does not keep number formats: check the percentages, "
        "or save it as .xlsx."
    ),
    "missing_sheet": msg("The workbook has no sheet “{found}”. Add it, with its columns."),
    "missing_column": msg("The sheet has no column “{column}”. Add it."),
    "missing_field": msg("The sheet has no row “{field}”. Add it."),
    "missing_value": msg("The column “{column}” must not be blank. Fill the cell in."),
    "unknown_word": msg(
        "“{found}” is not possible in the column “{column}”. Write one of these: {allowed}."
    ),
    "not_a_whole_number": msg(
        "“{found}” is not possible for “{column}”. Write a whole number, 0 or greater."
    ),
    "duplicate_code": msg(
        "“{found}” stands in {other} already and may stand once only. Change or delete one."
    ),
    "duplicate_row": msg(
        "The row of {other} is about the same already. Leave only one of the two."
    ),
    "word_of_two_categories": msg(
        "The word “{word}” stands for something else in {other}. Leave it in one of the two."
    ),
    "unknown_reference": msg(
        "“{found}”, in the column “{column}”, is no code of this workbook. "
        "Correct it, or add what it refers to."
    ),
    "plan_years_upside_down": msg(
        "“{earlier}”, {found}, is later than “{later}”. Correct one of the two years."
    ),
    "direction_against_goal": msg(
        "The direction of {indicator} is “{direction}”, but it goes from the baseline {baseline} "
        "to the goal {goal}. Correct the direction or the numbers."
    ),
    "goal_not_after_baseline": msg(
        "The goal of {indicator} is for {goal_period}, which is not after its baseline "
        "({baseline_period}). Correct one of the two periods."
    ),
    "band_upside_down": msg(
        "The band of {indicator} has its lower bound, {band_low}, above its upper bound, "
        "{band_high}. Correct them."
    ),
    "goal_outside_band": msg(
        "{indicator} is to be kept within a band ({range}) and its goal, {goal}, lies outside. "
        "Correct one of them."
    ),
    "band_missing": msg(
        "{indicator} is to be maintained, but its band has no bounds. "
        "Write its lower bound (band_low), its upper bound (band_high) or both."
    ),
    "limits_upside_down": msg(
        "The minimum of {indicator}, {minimum}, is above its maximum, {maximum}. Correct them."
    ),
    "negative_weight": msg("The weight {weight} is negative. Write 0 or more."),
    "weights_all_zero": msg(
        "All the weights of what is averaged here are 0. Write at least one above 0."
    ),
    "duplicate_milestone": msg(
        "{indicator} has a milestone for {period} in {other} already. Leave only the right one."
    ),
    "milestone_outside_path": msg(
        "The path of {indicator} runs from {first} to {last}, and {period} is outside it. "
        "Correct the period."
    ),
    "milestone_against_path": msg(
        "The milestone of {indicator} for {period} is {value}, "
        "but that is where its path begins or ends, with {planned}. Correct one of them."
    ),
    "reporter_ends_before_it_begins": msg(
        "Reports are expected until {last}, but only from {first} on. "
        "Correct one of the two periods."
    ),
    "path_turns_back": msg(
        "The path of {indicator} turns back here, from {before} to {value}. "
        "Check that this is meant."
    ),
}
