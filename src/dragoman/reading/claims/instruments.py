"""Instruments: treaties, plans, declarations, and what the document does with them. In: a scene. Out: instruments, each once."""

import re
from collections.abc import Callable

from dragoman.model.edtf import format_day, format_edtf
from dragoman.model.mention import Mention
from dragoman.model.record import Instrument
from dragoman.reading.claims.sides import pair_near, sentence_at
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.patterns import any_of
from dragoman.text.placed import within
from dragoman.vocab.load import by_key

_UNNAMED = 0.6  # confidence of an instrument that no entry names
_TITLE_WORDS = 9  # words behind "plan of action" that may belong to its title


def read(scene: Scene, sides: Callable[[int], list[str]]) -> list[Instrument]:
    """Return the instruments that title and body name; `sides` gives those of the encounter in focus at a place."""
    found: dict[str, tuple[Instrument, int]] = {}
    for mention in scene.bonds:
        sentence = sentence_at(scene, mention.start)
        if sentence is None:
            continue
        known, kind = mention.of("instrument.known"), mention.of("instrument.kind")
        if known is not None and known.code in by_key("instruments", "instrument", "id"):
            key, instrument, weight = _known(scene, mention, sentence, known.code, known.name)
        elif kind is not None:
            built = _unnamed(scene, mention, sentence, kind.code, kind.name, kind.table, sides(mention.start))
            if built is None:
                continue
            key, instrument, weight = built
        else:
            continue
        if key not in found or weight > found[key][1]:
            found[key] = (instrument, weight)
    instruments = _without_echoes(scene, [instrument for instrument, _ in found.values()])
    for number, instrument in enumerate(instruments, 1):
        instrument.id = f"i{number}"
    return instruments


def _without_echoes(scene: Scene, found: list[Instrument]) -> list[Instrument]:
    """An unnamed instrument of the title, and "the plan" without its years, are the one of their kind that the body names in full."""
    titles = [scene.text.span(s.start, s.end) for s in scene.sentences if s.kind == "title"]

    def is_echo(instrument: Instrument) -> bool:
        others = [other for other in found if other is not instrument and other.kind == instrument.kind]
        span = instrument.evidence[0]
        if instrument.confidence > _UNNAMED or not others:
            return False
        in_title = any(title.start <= span.start < title.end for title in titles)
        bare = instrument.period is None and instrument.action in ("implemented", "reviewed", "in-force")
        return in_title or (bare and any(other.period for other in others))

    return [instrument for instrument in found if not is_echo(instrument)]


def concluded(scene: Scene) -> list[tuple[int, int, int]]:
    """Return (year, start, end) of each known instrument whose year of conclusion the catalogue gives."""
    found = []
    for mention in scene.bonds:
        known = mention.of("instrument.known")
        row = by_key("instruments", "instrument", "id").get(known.code, {}) if known is not None else {}
        if row.get("date"):
            found.append((int(str(row["date"])[:4]), mention.start, mention.end))
    return found


def _known(scene: Scene, mention: Mention, sentence: Sentence, code: str, made_by: str) -> tuple[str, Instrument, int]:
    row = by_key("instruments", "instrument", "id")[code]
    end = _extended(scene, mention.end, sentence)
    action, near = _action(scene, mention.start, end, sentence)
    if (
        action is None
        or near > 25
        or (row.get("default_action") in ("negotiated", "implemented") and action not in ("signed", "adopted", "negotiated"))
    ):
        action = row.get("default_action", "in-force") if action is None or near > 25 or action == "reviewed" else action
        near = 60
    if row.get("default_action") == "in-force" and action in ("implemented", "reviewed", "proposed", "negotiated"):
        action = "in-force"
    instrument = Instrument(
        id="", name=row["name"], kind=row["kind"], action=action, date=row.get("date"), parties=list(row.get("parties", [])),
        evidence=[scene.text.span(mention.start, end)], confidence=0.85, made_by=made_by,
    )  # fmt: skip
    return code, instrument, end - mention.start


def _extended(scene: Scene, end: int, sentence: Sentence) -> int:
    """A name runs on over its year and an acronym in brackets."""
    rest = scene.text.norm[end : sentence.end]
    years = any_of(scene.pack.words("dates", "year_words"))
    match = re.match(rf"(?: {years})? ?(?:19|20)\d\d(?![\d-])|", rest)
    at = end + (match.end() if match else 0)
    bracket = re.match(r' ?"? ?\([^()]{2,30}\)', scene.text.norm[at : sentence.end])
    return at + bracket.end() if bracket else at


def _action(scene: Scene, start: int, end: int, sentence: Sentence) -> tuple[str | None, int]:
    best: tuple[int, str] | None = None
    for cue in within(scene.cues, max(sentence.start, start - 70), min(sentence.end, end + 45)):
        for meaning in cue.meanings:
            if meaning.kind != "action" or (cue.start < end and cue.end > start):
                continue
            gap = start - cue.end if cue.end <= start else cue.start - end + 8
            if best is None or gap < best[0]:
                best = (gap, meaning.code)
    return (best[1], best[0]) if best is not None else (None, 999)


def _unnamed(
    scene: Scene, mention: Mention, sentence: Sentence, code: str, made_by: str, table: dict[str, object], default: list[str]
) -> tuple[str, Instrument, int] | None:
    norm = scene.text.norm
    action, near = _action(scene, mention.start, mention.end, sentence)
    capital = norm[mention.start].isupper() and mention.start > sentence.start + 1
    period = next((d for d in within(scene.dates, mention.end, min(sentence.end, mention.end + 90)) if d.kind == "period"), None)
    quoted = norm[mention.start - 1] == '"' if mention.start else False
    signed = action in ("signed", "adopted", "negotiated", "proposed") and near <= 25
    if (table.get("weak") and not (signed or quoted)) or not (capital or period or quoted or signed):
        return None
    end = _title_end(scene, mention.end, sentence)
    if period is not None and end >= period.start - 12:
        end = max(end, period.end)
    parties = pair_near(scene, mention.start, end, sentence, before=10, after=20) or sorted(default)
    year = next(
        (d for d in within(scene.dates, mention.end, min(sentence.end, mention.end + 30)) if d.kind == "year" and d.first.year),
        None,
    )
    span = format_edtf(period.first, period.last) if period is not None else None
    label = by_key("instruments", "kind", "code").get(code, {}).get("label", code)
    name = f"{'-'.join(parties)} {label}" + (f" {span.replace('/', '-')}" if span else "")
    instrument = Instrument(
        id="", name=name, kind=code, action=action or "implemented", date=format_day(year.first) if year is not None else None, period=span,
        parties=parties, evidence=[scene.text.span(mention.start, end)], confidence=_UNNAMED, made_by=made_by,
    )  # fmt: skip
    return (
        f"{code}:{span or ''}:{norm[mention.start : end].lower() if action in ('signed', 'adopted') else ''}",
        instrument,
        end - mention.start,
    )


def _title_end(scene: Scene, end: int, sentence: Sentence) -> int:
    """The title of an unnamed instrument goes on to the next mark, act or date, a few words at most."""
    limit = sentence.end
    stop = re.search(r"[,;.:()\"]", scene.text.norm[end:limit])
    if stop is not None:
        limit = end + stop.start()
    for mention in within(scene.main, end, limit):
        if mention.of("act") or ((word := mention.of("word")) and word.code in ("future", "moreover")):
            limit = mention.start
            break
    words = list(re.finditer(r"\S+", scene.text.norm[end:limit]))[:_TITLE_WORDS]
    return end + words[-1].end() if words else end
