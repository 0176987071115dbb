"""Numbers with units, and ordinals. In: a range of the matching copy and the pack's words. Out: quantities and session numbers."""

import re
from functools import cache

from dragoman.lang.pack import Pack, load_pack
from dragoman.model.record import Quantity
from dragoman.text.patterns import any_of

_DIGIT = re.compile(r"\d")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@cache
def _patterns(
    code: str,
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, float], dict[str, str], dict[str, int]]:
    data = load_pack(code).data["numbers"]
    scales = {name.lower(): float(value) for name, value in data["scales"].items()}
    units = {name.lower(): value for name, value in data["units"].items()}
    ordinals = {name.lower(): int(value) for name, value in data["ordinals"].items()}

    number = _number(data["group"])
    scale = rf"(?: ?(?P<scale>{any_of(scales)})(?!\w))?"
    unit = rf"(?P<unit>{any_of(units)})(?!\w)"
    short = any_of([name for name in units if not name.isalpha() or len(name) <= 3])
    scaled = rf"(?: ?(?P<scale2>{any_of(scales)})(?!\w))?"
    quantity = re.compile(rf"(?<![\w.,])(?P<n>{number}){scale} ?(?:{unit})|(?P<unit2>{short}) ?(?P<n2>{number}){scaled}")
    before = any_of([word.lower() for word in data["ordinal_before"]])
    number_before = rf"(?<!\w)(?:{before}) ?(?P<n>\d{{1,3}}|[ivxlc]{{1,7}})(?![\w/.,]\d|\w)"
    after = any_of([word.lower() for word in data.get("ordinal_after", [])])
    number_after = rf"|(?<![\w.,/-])(?P<m>\d{{1,3}}|[ivxlc]{{2,7}})(?:{after})(?!\w)"
    ordinal = re.compile(number_before + number_after)
    named = re.compile(rf"(?<!\w)(?P<w>{any_of(ordinals)})(?!\w)")
    return quantity, ordinal, named, scales, units, ordinals


def _number(group: str) -> str:
    blank = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|" if group == " " else ""
    return blank + r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"


def quantities(fold: str, start: int, end: int, pack: Pack) -> list[tuple[Quantity, int, int]]:
    """Return (quantity, start, end) of each number with a unit in `fold[start:end]`."""
    if _DIGIT.search(fold, start, end) is None:
        return []
    pattern, _, _, scales, units, _ = _patterns(pack.code)
    data = pack.data["numbers"]
    found = []
    for match in pattern.finditer(fold, start, end):
        digits = match["n"] or match["n2"]
        scale = match["scale"] or match["scale2"]
        value = _value(digits, data["decimal"], data["group"], scale is not None) * (scales[scale] if scale else 1.0)
        found.append((Quantity(value, units[match["unit"] or match["unit2"]]), match.start(), match.end()))
    for match in _plain(pack.code).finditer(fold, start, end):
        if not any(begin < match.end() and match.start() < stop for _, begin, stop in found):
            scale = match["scale"]
            value = _value(match["n"], data["decimal"], data["group"], scale is not None) * (scales[scale] if scale else 1.0)
            found.append((Quantity(value, match["noun"]), match.start(), match.end()))
    return sorted(found, key=lambda item: item[1])


@cache
def _plain(code: str) -> re.Pattern[str]:
    """A number before a noun that is no listed unit: 39 ships."""
    scales = sorted(load_pack(code).data["numbers"]["scales"], key=len, reverse=True)
    number = _number(load_pack(code).data["numbers"]["group"])
    return re.compile(rf"(?<![\w.,/-])(?P<n>{number})(?: (?P<scale>{any_of(scales)})(?!\w))? (?P<noun>[^\W\d_]+(?: [^\W\d_]+)?)")


def _value(digits: str, decimal: str, group: str, scaled: bool) -> float:
    digits = digits.replace(" ", "")
    if group == " ":
        return float(digits.replace(decimal, "."))
    if decimal in digits:
        whole, _, rest = digits.rpartition(decimal)
        if len(rest) == 3 and group not in digits and not scaled:
            return float(digits.replace(decimal, ""))
        return float(f"{whole.replace(group, '')}.{rest}")
    if group in digits and len(digits.rsplit(group, 1)[1]) != 3:
        return float(digits.replace(group, "."))
    return float(digits.replace(group, ""))


@cache
def _roman(code: str) -> re.Pattern[str] | None:
    """A Roman numeral with nothing beside it: «XV саммит»; only where the language is not written in its letters."""
    return re.compile(r"(?<![\w-])[IVXLC]{1,7}(?= \w)") if load_pack(code).data["numbers"].get("roman") else None


def ordinals(norm: str, fold: str, start: int, end: int, pack: Pack) -> list[tuple[int, int, int]]:
    """Return (number, start, end) of each ordinal in `fold[start:end]`: lần thứ 11, ke-16, XII."""
    _, pattern, named, _, _, words = _patterns(pack.code)
    found = []
    for match in pattern.finditer(fold, start, end):
        number = match["n"] or match.groupdict().get("m") or ""
        value = int(number) if number.isdigit() else roman(number.upper())
        if value:
            found.append((value, match.start(), match.end()))
    alone = _roman(pack.code)
    for match in alone.finditer(norm, start, end) if alone is not None else ():
        value = roman(match.group())
        if value and not any(match.start() < stop and begin < match.end() for _, begin, stop in found):
            found.append((value, match.start(), match.end()))
    for match in named.finditer(fold, start, end):
        if not any(match.start() < stop and begin < match.end() for _, begin, stop in found):
            found.append((words[match["w"]], match.start(), match.end()))
    return sorted(found, key=lambda item: item[1])


def roman(text: str) -> int | None:
    """Return the value of a Roman numeral, or None.

    >>> roman("XIV")
    14
    """
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=True):
        if here not in _ROMAN:
            return None
        value = _ROMAN[here]
        total += -value if after and _ROMAN.get(after, 0) > value else value
    return total
