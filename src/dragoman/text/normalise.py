"""A matching copy of a text, with the way back to the source.

In: the source as decoded. Out: `norm` (NFC; spaces, quotation marks and dashes made plain; invisible characters gone; letter
case kept) and `fold` (its lower case, of equal length). Offsets of both map back to code points of the source. The source is
never changed.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.model.record import Span

_PLAIN = {
    **dict.fromkeys(
        "\t\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    **dict.fromkeys("\u0085\u2028\u2029", "\n"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d\uff02", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d", "-"),
}
_TABLE = str.maketrans(_PLAIN)
_MARKS = "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_GONE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f"
_BLANK = "".join(c for c, plain in _PLAIN.items() if plain == " ") + " "
# What cannot be mapped one to one: a letter with loose marks, invisible characters, runs of blanks, CRLF.
_IRREGULAR = re.compile(f"[^{_MARKS}]?[{_MARKS}]+|[{_GONE}]+|[{_BLANK}]{{2,}}|\\r\\n?")


class Text(NamedTuple):
    """A source text and its matching copy. `norm` and `fold` have equal length."""

    source: str
    norm: str
    fold: str
    starts: Sequence[int] | None
    ends: Sequence[int] | None

    def span(self, start: int, end: int) -> Span:
        """Return the span of the source that `norm[start:end]` stands for."""
        if self.starts is None or self.ends is None:
            return Span(start, end)
        if end <= start:
            at = self.starts[start] if start < len(self.starts) else len(self.source)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])


def lower_same_length(text: str) -> str:
    """Return `text` in lower case, leaving the few letters whose lower case is longer."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def normalise(source: str) -> Text:
    """Return the matching copy of `source`."""
    pieces: list[str] = []
    starts = array("l")
    ends = array("l")
    at = 0
    for match in _IRREGULAR.finditer(source):
        begin, stop = match.span()
        if begin > at:
            pieces.append(source[at:begin].translate(_TABLE))
            starts.extend(range(at, begin))
            ends.extend(range(at + 1, begin + 1))
        run = match.group()
        piece = _regular(run)
        pieces.append(piece)
        starts.extend([begin] * len(piece))
        ends.extend([stop] * len(piece))
        at = stop
    if at == 0:
        norm = source.translate(_TABLE)
        return Text(source, norm, lower_same_length(norm), None, None)
    pieces.append(source[at:].translate(_TABLE))
    starts.extend(range(at, len(source)))
    ends.extend(range(at + 1, len(source) + 1))
    norm = "".join(pieces)
    return Text(source, norm, lower_same_length(norm), starts, ends)


def _regular(run: str) -> str:
    if run[0] == "\r":
        return "\n"
    if run[0] in _BLANK and run[-1] in _BLANK:
        return " "
    if re.match(f"[{_GONE}]", run):
        return ""
    return unicodedata.normalize("NFC", run).translate(_TABLE)
