"""What is wrong with a cell and how to mend it: a title and a sentence for every problem.

A sentence may use ``{found}``, the text of the cell, and the parameters that
``loaders.problems`` writes down for the code.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import Sentence, msg

SUGGESTION = msg("Did you mean “{suggestion}”?")
"""Follows the sentence of any problem that carries a suggestion."""

SEVERITIES: Mapping[str, str] = {
    "error": msg("Error"),
    "warning": msg("Warning"),
    "notice": msg("Notice"),
}

TITLES: Mapping[str, str] = {}

PROBLEMS: Mapping[str, Sentence] = {}
