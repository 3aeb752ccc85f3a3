"""The one family of errors that a person can mend."""

from __future__ import annotations


class MegaError(Exception):
    """Something a person can mend: a stable ``code`` and the words its sentence needs.

    The sentence itself is made by ``dashboard.words`` in the reader's language; the
    command line ends with ``exit_code``.
    """

    exit_code = 2

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
