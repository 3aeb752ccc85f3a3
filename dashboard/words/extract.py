"""Bring the catalogues up to date with the code: ``python -m dashboard.words.extract``.

New messages are added untranslated, unused ones are removed, translations are kept.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from dashboard.words.catalogue import CATALOGUES, read_catalogue

PACKAGE = Path(__file__).parents[1]

KEYWORDS = {"text": 1, "msg": 1, "count": 2, "Plural": 2}
"""Calls whose first argument (first two: singular and plural) is a message."""

_HEADER = r"""msgid ""
msgstr ""
"Language: {locale}\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural_forms}\n"

"""

Message = str | tuple[str, str]


def messages_of(source: str) -> Iterator[Message]:
    """The messages in Python source, in its order.

    By syntax tree and not by Babel's tokens, which before Python 3.12 do not see the
    calls inside f-strings.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (forms := _forms(node)):
            yield forms[0] if len(forms) == 1 else (forms[0], forms[1])


def _forms(call: ast.Call) -> list[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    wanted = KEYWORDS.get(name, 0)
    found = [
        argument.value
        for argument in call.args[:wanted]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    return found if len(found) == wanted else []


def template() -> Catalog:
    """Every message of the dashboard with the modules it stands in, untranslated."""
    catalogue = Catalog()
    for module in sorted(PACKAGE.rglob("*.py")):
        where = module.relative_to(PACKAGE.parent).as_posix()
        for message in messages_of(module.read_text(encoding="utf-8")):
            catalogue.add(message, locations=[(where, 0)])
    return catalogue


def updated(language: str) -> bytes:
    """The language's catalogue as it should be on disk."""
    catalogue = read_catalogue(language)
    catalogue.update(template(), no_fuzzy_matching=True)
    return as_po(catalogue)


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file, the same for the same messages: without dates and lines."""
    header = _HEADER.format(locale=catalogue.locale, plural_forms=catalogue.plural_forms)
    text = BytesIO(header.encode())
    text.seek(0, os.SEEK_END)
    write_po(
        text,
        catalogue,
        width=100,
        omit_header=True,
        ignore_obsolete=True,
        include_lineno=False,
        sort_by_file=True,
    )
    return text.getvalue()


def main() -> None:
    for language, path in CATALOGUES.items():
        content = updated(language)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(path)


if __name__ == "__main__":
    main()
