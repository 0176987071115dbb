"""Codes into words, for people. In: codes, EDTF dates, numbers. Out: English as a desk officer writes it."""

import re
import unicodedata
from collections.abc import Iterable

from dragoman.errors import VocabError
from dragoman.vocab.load import vocabulary

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?")
# Marks that turn the direction of what follows: in a quote they could make a terminal show other words than the source has.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def clean(text: str) -> str:
    """Return `text` on one line and harmless to a terminal: no control characters, no marks that turn its direction.

    >>> clean("Hai bên\\r\\n nhất trí \\x1b[2J")
    'Hai bên nhất trí \ufffd[2J'
    """
    words = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in words if c not in _BIDI)


def label(stem: str, code: str) -> str:
    """Return the label of a code in its vocabulary, or else the code itself in plain letters.

    >>> label("offices", "no-such-office")
    'no such office'
    """
    try:
        tables = vocabulary(stem)
    except VocabError:
        tables = {}
    for rows in tables.values():
        for row in rows:
            if row.get("code") == code and row.get("label"):
                return str(row["label"])
    return code if code.isupper() else code.replace("-", " ")


def party(code: str) -> str:
    """Return a party's name; an organisation whose name is not at hand is its slug in capitals."""
    name = label("parties", code)
    return name if name != code.replace("-", " ") else code.upper()


def parties(codes: Iterable[str]) -> str:
    """Return the names of parties as a list in words."""
    return series(party(code) for code in codes)


def series(items: Iterable[str]) -> str:
    """Return items as a list in words.

    >>> series(["Russia", "Japan", "ASEAN"])
    'Russia, Japan and ASEAN'
    """
    words = list(items)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def office(code: str, qualifier: str | None, of: str | None) -> str:
    """Return an office with its qualifier and its party.

    >>> office("no-such-office", "acting", None)
    'acting no such office'
    """
    words = f"{qualifier} {label('offices', code)}" if qualifier else label("offices", code)
    if code == "other":
        words = f"{qualifier} official" if qualifier else "official"
    return f"{words}, {party(of)}" if of else words


def date(edtf: str | None) -> str:
    """Return an EDTF date in words.

    >>> date("2018-05-17/2018-05-18"), date("XXXX-01-26"), date("2024-03")
    ('17 to 18 May 2018', '26 January (year not known)', 'March 2024')
    """
    if not edtf:
        return "date not known"
    start, slash, end = edtf.partition("/")
    if not slash:
        return _day(start)
    if start[:8] == end[:8] and len(start) == len(end) == 10:
        return f"{int(start[8:])} to {_day(end)}"
    if start in ("", "..") or end in ("", ".."):
        return f"until {_day(end)}" if start in ("", "..") else f"from {_day(start)}"
    return f"{_day(start)} to {_day(end)}"


def ordinal(number: int) -> str:
    """Return a number as an ordinal.

    >>> [ordinal(n) for n in (1, 12, 22, 113)]
    ['1st', '12th', '22nd', '113th']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def quantity(value: float, unit: str) -> str:
    """Return a number with its unit.

    >>> quantity(25e9, "USD"), quantity(2.5, "tonnes")
    ('25,000,000,000 USD', '2.5 tonnes')
    """
    return f"{value:,.10g} {unit}" if value != int(value) else f"{int(value):,} {unit}"


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    words = [str(int(day))] if day and day.isdigit() else []
    if month and month.isdigit() and 1 <= int(month) <= 12:
        words.append(MONTHS[int(month) - 1])
    words.append(year if year != "XXXX" else "(year not known)")
    return " ".join(words)
