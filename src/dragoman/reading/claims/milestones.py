"""Milestones: anniversaries. In: a scene. Out: milestones, with the places of their words and whether they lie ahead."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from dragoman.lang.pack import load_pack
from dragoman.model.edtf import format_day
from dragoman.model.mention import Mention
from dragoman.model.record import Milestone
from dragoman.reading.claims.sides import pair_near, party_near
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.patterns import any_of
from dragoman.text.placed import within
from dragoman.vocab.load import vocabulary


class Found(NamedTuple):
    """A milestone, its words, and whether it is ahead: 0 no, 1 it will be marked, 2 the text moves towards it."""

    milestone: Milestone
    start: int
    end: int
    ahead: int


_OLD = 1990  # no document read here is older


@cache
def _pattern(code: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """How anniversaries are told ("70 years", "the 70th anniversary"), and the numbers that are words."""
    pack = load_pack(code)
    data, numerals = pack.data.get("milestones", {}), pack.data["numbers"]
    words = {word.lower(): int(value) for word, value in {**numerals.get("ordinals", {}), **numerals.get("words", {})}.items()}

    def either(items: Iterable[str]) -> str:
        return any_of(item.lower() for item in items)

    number = rf"\d{{1,3}}|{either(words)}"
    years = either(data.get("years", []))
    after = rf"(?P<n>{number}) (?:{years})(?!\w)"
    before = rf"(?:{either(data.get('ordinal_before', []))}) ?(?P<m>\d{{1,3}})(?!\w)"
    opened = rf"(?<!\w)(?P<opener>{either(data.get('openers', []))})(?!\w)[^.;\n]{{0,30}}?(?<!\w)(?:{after}|{before})"
    ordinal = rf"(?:(?P<a>\d{{1,3}})(?:{either(numerals.get('ordinal_after', []))})?|(?P<w>{either(words)}))"
    named = rf"(?<![\w,.]){ordinal}(?: |-| - )?(?P<day>{either(data.get('ordinal_after', []))})(?!\w)"
    return re.compile(rf"{named}|{opened}|(?<![\w,.])(?P<k>{number}) (?:{years})(?!\w)"), words


def read(scene: Scene, default: list[str]) -> list[Found]:
    """Return the anniversaries that title and body name, each once."""
    pattern, words = _pattern(scene.pack.code)
    found: dict[tuple[str, int], Found] = {}
    if not scene.anniversaries and not any("tie" in bond.kinds for bond in scene.bonds):
        return []
    for sentence, match in _matches(scene, pattern):
        digits = match["a"] or match["w"] or match["n"] or match["m"] or match["k"]
        years = words.get(digits) or (int(digits) if digits.isdigit() else 0)
        number_end = match.end()
        bond = next(
            (b for b in within(scene.anniversaries, number_end, min(sentence.end, number_end + 75)) if b.of("milestone")), None
        )
        bond = bond or next(
            (
                b
                for row in (scene.anniversaries, scene.bonds)
                for b in within(row, max(sentence.start, match.start() - 110), match.start())
                if b.of("milestone", "tie")
            ),
            None,
        )
        if bond is None or years < 1:
            continue
        meaning = bond.of("milestone")
        if match["opener"] is None and match["day"] is None and not _is_spanned(scene, number_end, sentence, years):
            continue
        of = meaning.code if meaning is not None else "partnership"
        if of == "diplomatic-relations" and bond.of("tie"):
            of = "partnership"
        start, end = match.start(), max(match.end(), bond.end if bond.start >= number_end else match.end())
        parties = pair_near(scene, start, end, sentence, before=40) or _one(scene, bond.end, sentence, of) or sorted(default)
        tie = _tie_of(scene, bond)
        falls = _falls(scene, start, end, sentence, years, parties, of, tie)
        milestone = Milestone(
            of=of, parties=parties, years=years, falls=falls, confidence=0.85, evidence=[scene.text.span(start, end)],
            made_by=meaning.name if meaning is not None else "milestones/partnership",
        )  # fmt: skip
        key = (of, years)
        if key not in found or found[key].milestone.falls is None:
            found[key] = Found(milestone, start, end, _is_ahead(scene, start, sentence))
    return list(found.values())


def _matches(scene: Scene, pattern: re.Pattern[str]) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """The counts of years in sentences that name something whose years may be counted."""
    for sentence in scene.sentences:
        named = within(scene.anniversaries, sentence.start, sentence.end) or any(
            "tie" in bond.kinds for bond in within(scene.bonds, sentence.start, sentence.end)
        )
        if named and sentence.kind in ("title", "body"):
            for match in pattern.finditer(scene.text.fold, sentence.start, sentence.end):
                yield sentence, match


def _is_spanned(scene: Scene, at: int, sentence: Sentence, years: int) -> bool:
    """Tell whether a period of just so many years stands behind: "30 years of dialogue (1992 - 2022)"."""
    for date in within(scene.dates, at, min(sentence.end, at + 90)):
        if date.kind == "period" and date.last is not None and (date.last.year or 0) - (date.first.year or 0) == years:
            return True
    return False


def _one(scene: Scene, at: int, sentence: Sentence, of: str) -> list[str]:
    if of != "organisation":
        return []
    near = party_near(scene, at, at, sentence, before=45, after=30)
    other = [n for n in within(scene.nouns, max(sentence.start, at - 45), at + 30) if n.kind == "party" and n.parties]
    return sorted({party for noun in (*([near] if near else []), *other) for party in noun.parties})


def _tie_of(scene: Scene, bond: Mention) -> str | None:
    """The level of the partnership whose years are counted, where the words name one."""
    for tie in within(scene.bonds, bond.start - 40, bond.end + 1):
        meaning = tie.of("tie")
        if meaning is not None and tie.start <= bond.start and bond.end <= tie.end:
            return meaning.code
    meaning = bond.of("tie")
    return meaning.code if meaning is not None else None


def _falls(
    scene: Scene, start: int, end: int, sentence: Sentence, years: int, parties: list[str], of: str, tie: str | None
) -> str | None:
    dates = within(scene.dates, start, min(sentence.end, end + 110))
    stated = [d for d in dates if d.first.year is not None and d.kind in ("year", "month", "day", "period")]
    for one, other in zip_longest(stated, stated[1:]):
        last = one.last or (other.first if other is not None and other.start - one.end <= 6 else None)
        if last is not None and last.year is not None and one.first.year is not None and last.year - one.first.year == years:
            return format_day(last)
    near = [d for d in stated if d.start - end < 70 and d.kind != "period" and d.first.day is None]
    if near:
        year = near[0].first.year or 0
        catalogue = _since(parties, of, tie)
        # A year behind the words may be when the relation began, not when the anniversary falls.
        began = catalogue == year if catalogue is not None else year < _OLD
        return str(year + years) if began else format_day(near[0].first)
    before = [
        d for d in within(scene.dates, max(sentence.start, start - 60), start) if d.kind == "year" and d.first.year is not None
    ]
    if before:
        return format_day(before[-1].first)
    since = _since(parties, of, tie)
    return str(since + years) if since is not None else None


def _since(parties: list[str], of: str, tie: str | None) -> int | None:
    tables = vocabulary("milestones")
    for row in tables.get("relation", []):
        if row["parties"] == parties and of == "partnership" and row["of"] == tie:
            return int(str(row["since"])[:4])
    for row in tables.get("relation", []):
        if row["parties"] == parties and (row["of"] == of or (of == "partnership" and "partnership" in row["of"])):
            return int(str(row["since"])[:4])
    if of == "organisation" and len(parties) == 1:
        for row in tables.get("founded", []):
            if row["party"] == parties[0]:
                return int(str(row["date"])[:4])
    if of == "organisation" and len(parties) == 2:
        for row in tables.get("accession", []):
            if sorted([row["party"], row["of"]]) == parties:
                return int(str(row["since"])[:4])
    return None


def _is_ahead(scene: Scene, start: int, sentence: Sentence) -> int:
    if scene.text.fold.startswith(tuple(scene.pack.words("milestones", "ahead")) or ("\n\n",), start):
        return 2
    opening = scene.text.fold[max(sentence.start, start - 40) : start]
    if any(len(word) > 3 and f" {word} " in f" {opening} " for word in scene.pack.words("milestones", "ahead")):
        return 2
    words = within(scene.main, sentence.start, start)
    return int(any((m := w.of("word")) and m.code == "future" for w in words))
