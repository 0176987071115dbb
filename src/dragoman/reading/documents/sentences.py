"""Sentences of a paragraph. In: the matching copy and a range of it. Out: the ranges of its sentences.

A full stop ends no sentence after an initial, an abbreviation of the pack, or inside a number.
"""

import re

from dragoman.lang.pack import Pack

_END = re.compile(r"(?:[.!?\u2026\u3002]+|\./\.)[\"')\]]*(?=\s|$)")
_LONGEST = 2000  # characters
_BEFORE = re.compile(r"([\w.]+)$")


def split(norm: str, start: int, end: int, pack: Pack) -> list[tuple[int, int]]:
    """Return the sentences of `norm[start:end]`, blanks trimmed."""
    abbreviations = set(pack.words("sentences", "abbreviations"))
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(norm, start, end):
        stop = match.end()
        rest = norm[stop : stop + 4].lstrip(" \"'([-")
        if rest and stop < end and not (rest[0].isupper() or rest[0].isdigit()):
            continue
        if match.group().startswith(".") and len(match.group()) == 1 and stop < end:
            before = _BEFORE.search(norm, max(begin, match.start() - 12), match.start())
            word = before.group() if before else ""
            if word in abbreviations or (len(word) == 1 and word.isupper()) or re.fullmatch(r"(?:\w\.)+\w", word):
                continue
        _keep(found, norm, begin, stop)
        begin = stop
    _keep(found, norm, begin, end)
    return [part for sentence in found for part in _cut(norm, *sentence)]


def _cut(norm: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence beyond all measure is cut at its marks, so that no line of a page costs more than its length."""
    parts = []
    while end - start > _LONGEST:
        at = max(norm.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in (";", ",", " "))
        at = at + 1 if at > 0 else start + _LONGEST
        parts.append((start, at))
        start = at
    parts.append((start, end))
    return parts


def _keep(found: list[tuple[int, int]], norm: str, start: int, end: int) -> None:
    while start < end and norm[start].isspace():
        start += 1
    while end > start and norm[end - 1].isspace():
        end -= 1
    if end > start:
        found.append((start, end))
