"""Where names may stand. In: a range of the matching copy and the lexicon's mentions. Out: runs of capitalised words that no entry explains.

A name here is only a candidate; an office, an honorific or another mention of the same person makes it one.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from dragoman.lang.pack import common
from dragoman.model.mention import Mention

_UPPER = "".join(c for c in map(chr, range(0x2000)) if c.isupper())
_INITIALS = rf"(?:[{_UPPER}]\. ?)+"
_SHORT = ("party", "compound", "metonym", "actor", "people", "honorific", "word", "qualifier", "link", "act", "department")


class _Patterns(NamedTuple):
    run: re.Pattern[str]  # capitalised words in a row, with the particles that names hold
    token: re.Pattern[str]  # one word of a run
    prefix: re.Pattern[str]  # a particle that a hyphen joins to the first word of a run


@cache
def _patterns() -> _Patterns:
    particles = "|".join(re.escape(p) for p in common("people")["particles"])
    bare = rf"[{_UPPER}][\w']*(?:-\w+)*"
    word = rf"(?:(?:{particles})-)?{bare}"
    run = rf"(?:{_INITIALS})?{bare}(?: (?:(?:{particles}) )*(?:{_INITIALS})?{word})*"
    return _Patterns(re.compile(run), re.compile(rf"(?:{_INITIALS})?{word}|{_INITIALS}$"), re.compile(rf"(?<!\w)(?:{particles})-$"))


def fold_name(name: str) -> tuple[str, ...]:
    """Return the words of a name without diacritics, in lower case.

    >>> fold_name("Bùi Thanh Sơn")
    ('bui', 'thanh', 'son')
    """
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return tuple(re.findall(r"\w+", bare))


def candidates(
    norm: str, start: int, end: int, mentions: Sequence[Mention], dates: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """Return the ranges in `norm[start:end]` that may be names, in order.

    `mentions` are the main ones of that range; `dates` are ranges that are no names (months, weekdays).
    """
    found: list[tuple[int, int]] = []
    at = day = 0
    patterns = _patterns()
    for run in patterns.run.finditer(norm, start, end):
        begin: int | None = None
        stop = first = run.start()
        if norm[first - 1 : first] == "-" and (prefix := patterns.prefix.search(norm, max(start, first - 8), first)):
            first = prefix.start()
        for token in patterns.token.finditer(norm, first, run.end()):
            while at < len(mentions) and mentions[at].end <= token.start():
                at += 1
            mention = mentions[at] if at < len(mentions) and mentions[at].start < token.end() else None
            while day < len(dates) and dates[day][1] <= token.start():
                day += 1
            dated = day < len(dates) and dates[day][0] < token.end()
            if dated or (mention is not None and not _is_part_of_name(mention, token, begin is not None, run.end())):
                if begin is not None:
                    found.append((begin, stop))
                    begin = None
                continue
            if begin is None:
                begin = token.start()
            stop = token.end()
        if begin is not None:
            found.append((begin, stop))
    return found


def _is_part_of_name(mention: Mention, token: re.Match[str], inside: bool, run_end: int) -> bool:
    """A short entry inside a name is the name's: Phan Thị Mỹ Thanh, Hà Anh Tuấn."""
    whole = mention.start == token.start() and mention.end == token.end()
    return inside and whole and mention.end - mention.start <= 5 and mention.of(*_SHORT) is not None and mention.end <= run_end
