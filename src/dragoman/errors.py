"""Every exception of Dragoman. Each has a `code`, and a message that says what, where and what to do.

DragomanError
├── PackError          a language pack is missing or faulty
├── VocabError         a shared vocabulary is faulty, or a code is unknown
├── DocumentError      a document cannot be read
│   └── QuoteNotFound  a quote does not occur in its text
├── GoldError          a gold file is faulty
└── RegisterError      a register cannot be opened, read or written
    ├── RegisterBusy   somebody else is writing into it
    ├── RegisterReadOnly  it may not be written
    ├── RegisterFull   the disk is full
    ├── NotARegister   the file is something else
    ├── NewerRegister  it was written by a newer Dragoman
    ├── NotInRegister  it holds nothing of that id or name
    └── DecisionError  a decision is faulty, or about what is not there
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


class RegisterError(DragomanError):
    """A register cannot be opened, read or written."""

    code = "register"


class RegisterBusy(RegisterError):
    """Somebody else is writing into the register, and did not finish in time."""

    code = "register-busy"


class RegisterReadOnly(RegisterError):
    """The register may be read and not written."""

    code = "register-read-only"


class RegisterFull(RegisterError):
    """The disk that holds the register is full; what was being added is not in it."""

    code = "register-full"


class NotARegister(RegisterError):
    """The file is no register, or is damaged."""

    code = "not-a-register"


class NewerRegister(RegisterError):
    """The register was written by a newer Dragoman."""

    code = "newer-register"


class NotInRegister(RegisterError):
    """The register holds nothing of that id or name."""

    code = "not-in-register"


class DecisionError(RegisterError):
    """A decision is faulty, or is about what the register does not hold."""

    code = "decision"
