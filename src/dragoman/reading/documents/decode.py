"""From bytes to text. In: the bytes of a source. Out: its text, line ends as they are, and notes on how it was decoded.

Order: byte order mark, UTF-8, then detection. What is no text is refused, not guessed at.
"""

import codecs
import re

from dragoman.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SAMPLE = 65_536
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"SQLite",
)


def decode(data: bytes) -> tuple[str, list[str]]:
    """Return the text of `data` and notes for the reader. Raises `DocumentError` where it is empty or no text."""
    if not data.strip():
        raise DocumentError("the document is empty: nothing to read")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                # The mark itself is no part of the text, whatever the encoding.
                text = data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                raise DocumentError(f"the byte order mark says {encoding}, but the bytes are not: {error}") from error
            _refuse_binary(text)
            return text, []
    if data.startswith(_MAGIC):
        raise DocumentError("this is a binary file, not text: convert it to text first")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _detect(data)
    _refuse_binary(text)
    return text, []


def _detect(data: bytes) -> tuple[str, list[str]]:
    if b"\0" in data[:_SAMPLE]:
        text = _utf16(data)
        if text is not None:
            return text, ["no byte order mark: decoded as UTF-16"]
        raise DocumentError("this is a binary file, not text: convert it to text first")
    # The detector is slow to load, and few documents need it.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        encoding = best.encoding
    elif data[:_SAMPLE].decode("utf-8", "ignore").count("\ufffd") == 0 and _mostly_utf8(data):
        encoding = "utf-8"
    else:
        raise DocumentError("the encoding is none that could be found: save the document as UTF-8")
    text = data.decode(encoding, "replace")
    _refuse_binary(text)
    return text, [f"not UTF-8: decoded as {encoding}"]


def _mostly_utf8(data: bytes) -> bool:
    broken = data[:_SAMPLE].decode("utf-8", "replace").count("\ufffd")
    return broken * 50 < len(data[:_SAMPLE])


def _utf16(data: bytes) -> str | None:
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    for encoding, here, there in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if here > 4 * there + 8:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    if len(_STRANGE.findall(sample)) * 20 > len(sample):
        raise DocumentError("this is a binary file, not text: convert it to text first")
    if re.search(r"[^\W_]", text) is None:
        raise DocumentError("the document holds no letters: nothing to read")
