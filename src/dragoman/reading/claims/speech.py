"""Direct speech. In: a scene. Out: quotations with the noun that they are attributed to.

The speaker stands behind the quotation ("...", X said), before it (X said: "..."), or in the sentence next to it.
"""

import re
from itertools import groupby
from typing import NamedTuple

from dragoman.model.mention import Mention
from dragoman.model.person import Noun
from dragoman.reading.scene import Scene
from dragoman.text.placed import within

_INITIALS = re.compile(r"(?<!\w)[^\W\d_]\.|\./\.")  # full stops that end no sentence
_LONG = 4  # words from which a quotation is speech and not a term


class Quotation(NamedTuple):
    """Direct speech in `norm[start:end]`, quotation marks included; the speaker and the predicate of saying, where they stand."""

    start: int
    end: int
    speaker: Noun | None
    said: Mention | None


def find(scene: Scene) -> list[Quotation]:
    """Return the quotations of the body, in order."""
    found = []
    body = [sentence for sentence in scene.sentences if sentence.kind == "body"]
    for _, group in groupby(body, key=lambda sentence: sentence.block):
        sentences = list(group)
        start, end = sentences[0].start, sentences[-1].end
        for begin, stop in _spans(scene.text.norm, start, end):
            if scene.words_between(begin, stop) >= _LONG:
                speaker, said = _attribution(scene, start, begin, stop, end)
                if speaker is not None:
                    found.append(Quotation(begin, stop, speaker, said))
    return found


def _spans(norm: str, start: int, end: int) -> list[tuple[int, int]]:
    marks = [match.start() for match in re.finditer('"', norm[start:end])]
    spans = [(start + a, start + b + 1) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    if not spans:
        spans = [(start + m.start(), start + m.end()) for m in re.finditer(r"(?<!\w)'[^']{15,400}'(?!\w)", norm[start:end])]
    return spans


def _attribution(scene: Scene, start: int, begin: int, stop: int, end: int) -> tuple[Noun | None, Mention | None]:
    after = [m for m in within(scene.main, stop, min(end, stop + 90)) if (a := m.of("act")) and a.table.get("report")]
    for said in after[:1]:
        near = [n for n in within(scene.nouns, stop, min(end, said.end + 45)) if abs(n.start - said.end) < 60]
        near = [n for n in near if n.kind != "party" or n.word == "side"] or near
        if near and "." not in _INITIALS.sub("", scene.text.norm[stop : said.start])[:-1][-60:]:
            return near[0], said
    before = [m for m in within(scene.main, max(start, begin - 80), begin) if (a := m.of("act")) and a.table.get("report")]
    for said in reversed(before):
        left = [n for n in within(scene.nouns, start, said.start) if said.start - n.end < 60]
        if left and scene.words_between(said.end, begin) <= 8:
            return left[-1], said
    return None, None
