"""The message catalogues: where they lie and how they are read."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"

LOCALES = {"es": "es", "en": "en", "pt": "pt_BR"}
"""Babel's locale of each language.

Plain ``es`` and not ``es_419``: there and in Spain the decimal mark is a comma, as it is
in most of Latin America, while ``es_419`` follows Mexico.
"""

CATALOGUES = {
    language: Path(__file__).parent / "locale" / language / "LC_MESSAGES" / "mega.po"
    for language in LOCALES
    if language != SOURCE_LANGUAGE
}


def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language other than the source's, as it is on disk."""
    with CATALOGUES[language].open("rb") as file:
        return read_po(file, locale=LOCALES[language], abort_invalid=True)


@cache
def translations_to(language: str) -> NullTranslations:
    """The translations from English; to English, the messages themselves."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
