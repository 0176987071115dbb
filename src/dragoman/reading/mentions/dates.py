"""Date expressions. In: the matching copy and the pack's words. Out: what each expression states, and no more.

A year that the text leaves out is left out here too; `reading/claims/years.py` solves it from the document's clues.
"""

import re
from functools import cache
from typing import NamedTuple

from dragoman.lang.pack import Pack, load_pack
from dragoman.model.edtf import Day
from dragoman.model.mention import DateMention
from dragoman.text.normalise import Text
from dragoman.text.patterns import any_of

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"(?:19|20)\d\d"
_DIGITS = re.compile(r"(?<![\d/.,])\d+")


class _Grammar(NamedTuple):
    # Whether the pattern begins with a digit; what it finds; the pattern. In order of precedence.
    patterns: list[tuple[bool, str, re.Pattern[str]]]
    opened: re.Pattern[str]
    capitals: frozenset[str]  # months that are everyday words too: only with a capital
    words: re.Pattern[str]  # where a pattern that begins with a word may begin
    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, tuple[str, int]]
    coming: re.Pattern[str]
    past: re.Pattern[str]


def _any(words: list[str]) -> str:
    return any_of(word.lower() for word in words)


@cache
def _grammar(code: str) -> _Grammar:
    data = load_pack(code).data["dates"]
    months = {name.lower(): number for number, names in enumerate(data["months"], 1) for name in names}
    weekdays = {name.lower(): number for number, names in enumerate(data["weekdays"]) for name in names}
    separator = "[" + "".join(re.escape(s) for s in data["separators"]) + "]"
    named = _any(list(months))
    counted = _any(data["month_words"]) + rf" {_M}(?!\d)"
    month = rf"(?:(?:{named}|{counted})(?!\w))"
    between = rf"(?: ?{_any(data['range_words'])} ?)"
    day_word = rf"(?:{_any(data['day_words'])} )?"
    year_after = rf"(?: (?:{_any(data['year_after'])})(?!\w)\.?)?" if data.get("year_after") else ""
    year = rf"(?:,? ?(?:{_any(data['year_words'])} )?\(?(?P<y>{_Y})\)?(?!\d){year_after})"
    day_after = rf"(?:{_any(data['day_suffixes'])}(?!\w))?" if data.get("day_suffixes") else ""
    first = rf"(?:(?P<d1>{_D}){day_after}(?:(?:{separator}| )(?P<m1>{_M})(?!\w)| (?P<mn0>{month}))?{between}{day_word})?"
    bare = _any(data["bare_after"])
    relative_year = _any(list(data["relative_years"]))
    relative = {phrase.lower(): ("relative-day", n) for phrase, n in data["relative_days"].items()}
    relative |= {phrase.lower(): ("relative-month", n) for phrase, n in data["relative_months"].items()}
    relative |= {phrase.lower(): ("relative-year", n) for phrase, n in data["relative_years"].items()}
    for kind in ("same_day", "next_day", "day_before"):
        relative |= {phrase.lower(): (kind.replace("_", "-"), 0) for phrase in data[kind]["phrases"]}
    # "the fourth time" is no Wednesday.
    unlike = "".join(rf"(?<!{re.escape(word)} )" for word in data.get("no_weekday_after", []))
    of_month = rf"(?:{_any(data['of_month'])} )?" if data.get("of_month") else ""
    # "August 3, 2021", "May 17-18": the month stands before its day.
    month_first = [
        (False, "day", rf"\b(?P<mn>{month}),? (?P<d>{_D})/(?P<y>{_Y})(?!\d)"),
        (
            False,
            "day",
            rf"\b(?P<mn>{month}) (?:(?P<d1>{_D}){day_after}{between}(?:(?P<mn1>{month}) )?)?(?P<d>{_D}){day_after}(?![\d:]|\.\d){year}?",
        ),
    ]
    patterns = [
        *(month_first if data.get("month_first") else ()),
        (True, "iso", rf"(?P<y>{_Y})(?P<s>[-/.])(?P<m>{_M})(?P=s)(?P<d>{_D})(?!\d)"),
        (True, "day", rf"{first}(?P<d>{_D})(?P<s> ?{separator} ?)(?P<m>{_M})(?P=s)(?P<y>{_Y})(?!\d)"),
        (True, "day", rf"{first}(?P<d>{_D}){day_after},? {of_month}(?P<mn>{month}){year}?(?![/.]\d)"),
        (True, "day", rf"{first}(?P<d>{_D}),? (?P<mn>{month})(?: ?{separator} ?(?P<y>{_Y}))?(?!\d)"),
        (True, "open-day", rf"{first}(?P<d>{_D})(?P<s>{separator})(?P<m>{_M})(?![\d%]|{separator}\d|,\d)"),
        (
            False,
            "month",
            rf"\b(?P<mn>{month})(?: ?{separator} ?(?P<y2>{_Y})(?!\d)|{year}| (?P<ry>{relative_year})\b(?: \((?P<y3>{_Y})\))?)?",
        ),
        (True, "month", rf"(?P<m>{_M})/(?P<y>{_Y})(?!\d)"),
        (True, "open-month", rf"(?P<m>{_M})[.-](?P<y>{_Y})(?=\))"),
        (True, "period", rf"(?P<y1>{_Y}) ?(?:-|{between}) ?(?:{_any(data['year_words'])} )?(?P<y>{_Y})(?!\d)"),
        (False, "relative", rf"\b(?P<rel>{_any(list(relative))})\b(?: \((?P<y>{_Y})\))?"),
        (True, "year", rf"(?P<y>{_Y})\b(?![.,]\d|%){year_after}"),
        (False, "weekday", rf"\b{unlike}(?P<w>{_any(list(weekdays))})\b"),
    ]
    opened = rf"(?:\(|(?<!\w)(?:{bare}|{_any(data['day_words'])})(?:,? ?\(?| ))$"
    compiled = [(numeric, kind, re.compile(pattern)) for numeric, kind, pattern in patterns]
    return _Grammar(
        compiled, re.compile(opened), frozenset(name.lower() for name in data.get("capital_months", [])),
        re.compile(rf"\b(?={named}|{counted}|{_any([*relative, *weekdays])})"), months, weekdays, relative,
        re.compile(rf" ?(?:{_any(data['coming']['phrases'])})\b"), re.compile(rf"\b(?:{_any(data['past']['phrases'])}) ?$"),
    )  # fmt: skip


def find(text: Text, pack: Pack) -> list[DateMention]:
    """Return the date expressions of the whole text, in order, none inside another."""
    grammar = _grammar(pack.code)
    fold = text.fold
    taken = bytearray(len(fold) + 1)
    found: list[DateMention] = []
    digits = [match.start() for match in _DIGITS.finditer(fold)]
    words = [match.start() for match in grammar.words.finditer(fold)]
    for numeric, kind, pattern in grammar.patterns:
        # Most places hold neither a digit nor a word of time: patterns are tried only where one stands.
        for at in digits if numeric else words:
            if taken[at] or (match := pattern.match(fold, at)) is None or any(taken[at : match.end()]):
                continue
            start, end = match.span()
            if grammar.capitals and match.groupdict().get("mn") in grammar.capitals and text.norm[match.start("mn")].islower():
                continue
            if kind == "open-day" and not grammar.opened.search(fold[max(0, start - 24) : start]):
                continue
            if kind == "open-month" and fold[start - 1 : start] != "(":
                continue
            mention = _mention(kind.removeprefix("open-"), match, start, end, grammar, fold)
            if mention is not None:
                found.append(mention)
                taken[start:end] = b"\1" * (end - start)
    found.sort()
    return [_with_weekday(mention, found, index, fold) for index, mention in enumerate(found)]


def _mention(kind: str, match: re.Match[str], start: int, end: int, grammar: _Grammar, fold: str) -> DateMention | None:
    group = match.groupdict()
    stated = group.get("y") or group.get("y2") or group.get("y3")
    year = int(stated) if stated else None
    coming = grammar.coming.match(fold, end) is not None
    past = grammar.past.search(fold[max(0, start - 12) : start]) is not None
    if kind == "weekday":
        return DateMention(start, end, "weekday", Day(), weekday=grammar.weekdays[group["w"] or ""])
    if kind == "relative":
        name, offset = grammar.relative[group["rel"] or ""]
        return DateMention(start, end, name, Day(year), offset=offset, coming=coming, past=past)
    if kind == "year":
        return DateMention(start, end, "year", Day(year), coming=coming, past=past)
    if kind == "period":
        first, last = Day(int(group["y1"] or 0)), Day(year)
        return DateMention(start, end, "period", first, last) if (first.year or 0) < (year or 0) else None
    month = int(group["m"]) if group.get("m") else _month(group.get("mn") or "", grammar)
    if kind == "month":
        offset = grammar.relative[group["ry"] or ""][1] if group.get("ry") else 0
        name = "month-of-relative-year" if group.get("ry") else "month"
        return DateMention(start, end, name, Day(year, month), offset=offset, coming=coming, past=past)
    last_day = Day(year, _month(group.get("mn1") or "", grammar) or month, int(group["d"] or 0))
    if not last_day.is_valid():
        return None
    if group.get("d1"):
        opening = int(group["m1"]) if group.get("m1") else _month(group.get("mn0") or "", grammar) or month
        first = Day(year, opening, int(group["d1"] or 0))
        if first.is_valid() and (first.month, first.day) < (last_day.month, last_day.day):
            return DateMention(start, end, "day", first, last_day, coming=coming, past=past)
    return DateMention(start, end, "day", last_day, coming=coming, past=past)


def _month(name: str, grammar: _Grammar) -> int | None:
    if name in grammar.months:
        return grammar.months[name]
    digits = re.search(r"\d+", name)
    return int(digits.group()) if digits else None


def _with_weekday(mention: DateMention, found: list[DateMention], index: int, fold: str) -> DateMention:
    """A weekday right before a day belongs to it: "Selasa (3/8)"."""
    if mention.kind == "day" and index and found[index - 1].kind == "weekday":
        before = found[index - 1]
        if len(fold[before.end : mention.start].strip(" ,(")) <= 5 and mention.start - before.end <= 14:
            return mention._replace(weekday=before.weekday)
    return mention
