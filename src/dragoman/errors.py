"""Every exception of Dragoman. Each has a `code`, and a message that says what, where and what to do.

DragomanError
├── PackError          a language pack is missing or faulty
├── VocabError         a shared vocabulary is faulty, or a code is unknown
├── DocumentError      a document cannot be read
│   └── QuoteNotFound  a quote does not occur in its text
└── GoldError          a gold file is faulty
"""


class DragomanError(Exception):
    """Base of all errors that Dragoman raises on purpose."""

    code = "dragoman"


class PackError(DragomanError):
    """A language pack is missing or faulty."""

    code = "pack"


class VocabError(DragomanError):
    """A shared vocabulary is faulty, or a code is unknown."""

    code = "vocab"


class DocumentError(DragomanError):
    """A document cannot be read."""

    code = "document"


class QuoteNotFound(DocumentError):
    """A quote does not occur in its text."""

    code = "quote-not-found"


class GoldError(DragomanError):
    """A gold file is faulty."""

    code = "gold"
