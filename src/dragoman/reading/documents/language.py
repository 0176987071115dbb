"""The language of a text. In: a text and the packs there are. Out: a BCP 47 code, or None where it cannot be told.

A compact detector answers first. Where it is unsure, or names one of two neighbours that it confuses, the packs' own marker
words decide: `markers` speak for a language, `strangers` for a neighbour that no pack covers.
"""

import re
from functools import cache
from typing import Any

import pycld2

from dragoman.text.normalise import Text

_SAMPLE = 3000
_ENOUGH_LETTERS = re.compile(r"(?:[^\W\d_][\W\d_]*){20}")
_CODES = {"iw": "he", "in": "id", "tl": "fil", "zh-Hant": "zh"}


def identify(text: Text, packs: dict[str, dict[str, Any]]) -> tuple[str | None, list[str]]:
    """Return the main language of `text` and notes on others that it holds. `packs` are the `pack.toml` of each pack, by code."""
    sample = text.fold[:_SAMPLE]
    if _ENOUGH_LETTERS.search(sample) is None:
        return None, ["too few letters to tell the language"]
    # The detector refuses control characters and lone surrogates.
    clean = re.sub(r"[^\w\s.,'-]", " ", text.norm[:_SAMPLE])
    clean = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", clean)
    reliable, _, details = pycld2.detect(clean.encode("utf-8", "ignore"))
    found = [(_CODES.get(code, code), percent) for _, code, percent, _ in details if code != "un"]
    code = found[0][0] if found and reliable else None
    # The markers are asked only where the detector is unsure or names a language that no pack covers.
    words = re.findall(r"\w+", sample) if code not in packs else []
    scores = {name: _markers(words, pack) for name, pack in packs.items()}
    if code is None and scores:
        best = max(scores, key=lambda name: scores[name])
        code = best if scores[best] >= 0.12 else (found[0][0] if found else None)
    elif code not in scores and scores:
        best = max(scores, key=lambda name: scores[name])
        # A neighbour that the detector took for another: the pack's own words outvote it.
        if scores[best] >= 0.2 and not _strangers(sample, packs, best):
            code = best
    if code is not None and code in scores and _strangers(sample, packs, code):
        neighbour = packs[code].get("neighbour")
        return neighbour, ["close to a language that has a pack, but not it"]
    others = [name for name, percent in found[1:] if percent >= 5]
    return code, [f"also holds text in {name}" for name in others]


def _markers(words: list[str], pack: dict[str, Any]) -> float:
    markers = set(pack.get("markers", []))
    return sum(1 for word in words if word in markers) / len(words) if words else 0.0


def _strangers(sample: str, packs: dict[str, dict[str, Any]], code: str) -> bool:
    pattern = _any_of(tuple(packs[code].get("strangers", ())))
    return pattern is not None and len(set(pattern.findall(sample))) >= 2


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{'|'.join(re.escape(word.lower()) for word in words)})\b") if words else None
