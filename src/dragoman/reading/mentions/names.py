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

_WORDS = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f]+")  # combining marks of the scripts that names come in
_UPPER = "".join(c for c in map(chr, range(0x2000)) if c.isupper())
_INITIALS = rf"(?:[{_UPPER}]\. ?)+"
_FUNCTION = frozenset(("word", "link"))
_SHORTEST = 6  # letters of an entry that a name may hold
_SHORT = ("party", "compound", "metonym", "actor", "people", "honorific", "word", "qualifier", "link", "act", "department")


class _Patterns(NamedTuple):
    run: re.Pattern[str]  # capitalised words in a row, with the particles that names hold
    token: re.Pattern[str]  # one word of a run
    suffix: re.Pattern[str]  # Jr. behind a name
    prefix: re.Pattern[str]  # a particle that a hyphen joins to the first word of a run


@cache
def _patterns() -> _Patterns:
    particles = "|".join(re.escape(p) for p in common("people")["particles"])
    bare = rf"[{_UPPER}][\w']*(?:-\w+)*"
    word = rf"(?:(?:{particles})-)?{bare}"
    run = rf"(?:{_INITIALS})?{bare}(?: (?:(?:{particles}) )*(?:{_INITIALS})?{word})*"
    token, prefix = rf"(?:{_INITIALS})?{word}|{_INITIALS}$", rf"(?<!\w)(?:{particles})-$"
    suffix = rf",? (?:{'|'.join(map(re.escape, common('people')['suffixes']))})(?!\w)"
    return _Patterns(re.compile(run), re.compile(token), re.compile(suffix), re.compile(prefix))


def fold_name(name: str) -> tuple[str, ...]:
    """Return the words of a name without diacritics, in lower case.

    >>> fold_name("Bùi Thanh Sơn")
    ('bui', 'thanh', 'son')
    """
    if name.isascii():
        return tuple(_WORDS.findall(name.lower()))
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return tuple(_WORDS.findall(_MARKS.sub("", plain).casefold()))


def candidates(
    norm: str, start: int, end: int, mentions: Sequence[Mention], dates: Sequence[tuple[int, int]] = (), *, states: bool = False
) -> list[tuple[int, int]]:
    """Return the ranges in `norm[start:end]` that may be names, in order.

    `mentions` are the main ones of that range; `dates` are ranges that are no names (months, weekdays). `states` tells that in this
    language a state stands before a title, so that one behind it begins a name: Defence Minister Israel Katz, President To Lam.
    """
    found: list[tuple[int, int]] = []
    at = day = 0
    patterns = _patterns()
    last_mention, last_day = len(mentions), len(dates)
    for run in patterns.run.finditer(norm, start, end):
        begin: int | None = None
        stop = first = run.start()
        run_end = run.end()
        if norm[first - 1 : first] == "-" and (prefix := patterns.prefix.search(norm, max(start, first - 8), first)):
            first = prefix.start()
        for token in patterns.token.finditer(norm, first, run_end):
            low, high = token.span()
            while at < last_mention and mentions[at].end <= low:
                at += 1
            mention = mentions[at] if at < last_mention and mentions[at].start < high else None
            while day < last_day and dates[day][1] <= low:
                day += 1
            dated = day < last_day and dates[day][0] < high
            if mention is not None and mention.start == low and mention.end < high and mention.of("honorific"):
                # "M. Fidan": no initial but an address; the name begins behind it.
                low = mention.end + (norm[mention.end] == " ")
                at += 1
                mention = mentions[at] if at < last_mention and mentions[at].start < high else None
            if mention is not None and begin is None and _opens_name(mentions, at, norm, low, high, run_end, states):
                mention = None
            if dated or (mention is not None and not (begin is not None and _is_part_of_name(mention, low, high, run_end))):
                if begin is not None:
                    found.append((begin, stop))
                    begin = None
                continue
            if begin is None:
                begin = low
            stop = high
        if begin is not None:
            after = patterns.suffix.match(norm, stop, end) if stop == run_end else None
            found.append((begin, after.end() if after is not None else stop))
    return found


def _opens_name(mentions: Sequence[Mention], at: int, norm: str, low: int, high: int, run_end: int, states: bool) -> bool:
    """A short entry before another capitalised word: a function word with a capital inside a sentence, or a state behind a title."""
    mention = mentions[at]
    following = mentions[at + 1] if at + 1 < len(mentions) else None
    alone = following is None or following.start >= run_end
    if not (alone and mention.start == low and mention.end == high < run_end):
        return False
    if mention.kinds <= _FUNCTION:
        return high - low > 1 and norm[max(0, low - 2) : low].rstrip()[-1:].isalnum()
    title = mentions[at - 1] if at else None
    if title is not None and title.of("party") and mention.of("metonym", "place") and norm[title.end : low] == " " and at > 1:
        # "the envoy of Palestine Riyad Mansour": the party of the title is told already
        return mentions[at - 2].of("office", "rank") is not None and norm[mentions[at - 2].end : title.start] == " "
    return states and title is not None and title.of("office", "rank", "honorific") is not None and norm[title.end : low] == " "


def _is_part_of_name(mention: Mention, low: int, high: int, run_end: int) -> bool:
    """A short entry inside a name is the name's: Phan Thị Mỹ Thanh, Hà Anh Tuấn."""
    whole = mention.start == low and mention.end == high
    return whole and high - low <= _SHORTEST and mention.of(*_SHORT) is not None and high <= run_end
