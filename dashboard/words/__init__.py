"""Everything a person reads, in Spanish, English and Portuguese.

Messages are English in the code and translated in ``locale/``. Use ``words_in(language)``
and its ``text``, ``count`` and the methods for statuses, periods, problems and numbers;
mark a message that stands in a table with ``msg``. ``make words`` updates the catalogues.
"""

from __future__ import annotations

from dashboard.words.marks import Plural, Sentence, msg
from dashboard.words.speech import Words, words_in

__all__ = ["Plural", "Sentence", "Words", "msg", "words_in"]
