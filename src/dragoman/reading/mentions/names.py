"""Where names may stand. In: a range of the matching copy and the lexicon's mentions. Out: runs of capitalised words that no entry explains.

A name here is only a candidate; an office, an honorific or another mention of the same person makes it one.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from dragoman.lang.pack import PACKS, read_tables
from dragoman.model.mention import Mention

_UPPER = "".join(c for c in map(chr, range(0x2000)) if c.isupper())
_INITIALS = rf"(?:[{_UPPER}]\. ?)+"
_KNOWN = (
    "party", "compound", "metonym", "people", "place", "office", "rank", "body", "qualifier", "department", "honorific", "actor",
    "word", "act", "link",
)  # fmt: skip
_SHORT = ("party", "compound", "metonym", "actor", "people", "honorific", "word", "qualifier", "link", "act", "department")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A run of capitalised words with the particles that names hold, and one word of it."""
    particles = "|".join(re.escape(p) for p in read_tables(PACKS / "common")["people"]["particles"])
    word = rf"(?:(?:{particles})-)?[{_UPPER}][\w']*(?:-\w+)*"
    inside = rf"(?:(?:{particles}) )*"
    run = re.compile(rf"(?:{_INITIALS})?{word}(?: {inside}(?:{_INITIALS})?{word})*")
    return run, re.compile(rf"(?:{_INITIALS})?{word}|{_INITIALS}$")


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
    known = [mention for mention in mentions if mention.of(*_KNOWN)]
    at = day = 0
    runs, tokens = _patterns()
    for run in runs.finditer(norm, start, end):
        begin: int | None = None
        stop = run.start()
        for token in tokens.finditer(norm, run.start(), run.end()):
            while at < len(known) and known[at].end <= token.start():
                at += 1
            mention = known[at] if at < len(known) and known[at].start < token.end() else None
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
