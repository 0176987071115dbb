"""The phrases of the pack in a text. In: the matching copy. Out: the mentions of each layer, the longest at each place.

A predicate may be of two parts, a light verb and the noun that carries the act ("expressed its deep concern"): the noun is looked for
behind the verb, whatever qualifies it.
"""

from bisect import bisect_left

from dragoman.lang.pack import Pack
from dragoman.model.mention import Mention
from dragoman.text.normalise import Text

LAYERS = ("main", "topic", "frame", "bond", "cue", "anniversary", "complement")
_REACH = 80  # characters between a light verb and its noun
_WORDS = 6
_CLOSED = frozenset('.;:!?,()"\n')
_APART = frozenset(("that", "goal", "moreover", "or"))  # words behind which the noun is another predicate's


def find(text: Text, pack: Pack) -> dict[str, list[Mention]]:
    """Return the mentions of each layer, in order."""
    found: dict[str, list[Mention]] = {layer: [] for layer in LAYERS}
    ends = dict.fromkeys(LAYERS, -1)
    norm = text.norm
    for start, end, groups in pack.phrases.find(text):
        if end - start == 1 and norm[end : end + 1] == "." and norm[start].isupper():
            continue  # an initial: С.В.Лавров
        for layer, meanings, kinds in groups:
            mentions = found[layer]
            if start >= ends[layer]:
                mentions.append(Mention(start, end, meanings, kinds))
                ends[layer] = end
            elif mentions[-1].start == start and (mentions[-1].end == end or "light" in kinds):
                # Of a shorter entry only a light verb counts beside the longest: its noun may still make more of it.
                light = meanings if mentions[-1].end == end else tuple(m for m in meanings if m.kind == "light")
                mentions[-1].add(light, kinds)
    found["main"] = _completed(text.norm, found["main"], found, "act")
    found["frame"] = _completed(text.norm, found["frame"], found, "encounter")
    return found


def _completed(norm: str, mentions: list[Mention], found: dict[str, list[Mention]], kind: str) -> list[Mention]:
    """Make a predicate of each light verb that has its noun, and nothing of one that has none.

    An encounter reaches to its noun, since its partner stands behind that; of an act the noun is the first word of the complement.
    """
    if not any("light" in mention.kinds for mention in mentions):
        return mentions
    complements, starts = found["complement"], [mention.start for mention in found["complement"]]
    kept: list[Mention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            continue  # inside a predicate of two parts
        if "light" not in mention.kinds:
            kept.append(mention)
            continue
        names = {meaning.name for meaning in mention.meanings if meaning.kind == "light"}
        name, end = (None, mention.end) if "encounter" in mention.kinds else _carried(
            norm, mention, names, found["main"], complements, starts
        )  # fmt: skip
        meanings = tuple(
            meaning._replace(kind=kind) if meaning.kind == "light" else meaning
            for meaning in sorted(mention.meanings, key=lambda m: m.name != name)
            if meaning.kind != "light" or meaning.name == name
        )
        if meanings:
            stop = end if kind == "encounter" and name is not None else mention.end
            kept.append(Mention(mention.start, stop, meanings, frozenset(meaning.kind for meaning in meanings)))
    return kept


def _carried(
    norm: str, verb: Mention, names: set[str], main: list[Mention], complements: list[Mention], starts: list[int]
) -> tuple[str | None, int]:
    """The name of the table whose noun follows first, and where that noun ends."""
    stop = verb.end + _REACH
    first = bisect_left(main, verb.end, key=_start)
    for other in main[first : first + _REACH]:
        if other.start >= stop:
            break
        if "word" in other.kinds and any(m.code in _APART for m in other.meanings if m.kind == "word"):
            stop = other.start + 1  # the noun itself may open a purpose: "commitment to"
            break
    for noun in complements[bisect_left(starts, verb.start + 1) : bisect_left(starts, stop)]:
        between = norm[verb.end : noun.start]
        # A predicate that says something by itself gives way only to a noun right behind it.
        if not _CLOSED.isdisjoint(between) or len(between.split()) > (2 if "act" in verb.kinds else _WORDS):
            break
        for meaning in noun.meanings:
            if meaning.name in names:
                return meaning.name, noun.end
    return None, verb.end


def _start(mention: Mention) -> int:
    return mention.start
