"""Words as the full text holds them: of claims, with and without their diacritics. In: text. Out: text."""

import re
import unicodedata
from collections.abc import Iterable

from dragoman.model.record import Span
from dragoman.text.normalise import lower_same_length, normalise

_BARE = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ß": "s"})  # letters whose mark is no part that can be taken off


def folded(text: str) -> str:
    """Return a text in lower case and without diacritics.

    >>> folded("Đông Nam Á")
    'dong nam a'
    """
    lower = lower_same_length(unicodedata.normalize("NFC", text)).translate(_BARE)
    return "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))


def plain(text: str) -> str:
    """Return a text in lower case and composed, its diacritics kept."""
    return normalise(text).fold


def quoted(text: str, spans: Iterable[Span]) -> str:
    """Return the words of a claim on one line; those of several spans are joined by dots."""
    return " … ".join(" ".join(text[span.start : span.end].split()) for span in spans)


def asked(question: str) -> list[str]:
    """Return the words of a question.

    >>> asked("Đông Nam Á, ASEAN")
    ['đông', 'nam', 'á', 'asean']
    """
    return re.findall(r"\w+", plain(question))
