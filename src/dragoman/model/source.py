"""A document before it is read: its bytes and whence they came. And what stands in its place where there is none."""

import msgspec


class Source(msgspec.Struct, frozen=True):
    """The bytes of one document, under the name that its record will carry in `document.source`."""

    name: str
    data: bytes


class Failure(msgspec.Struct, frozen=True):
    """A document that was not read: its name, the code of the error (see docs/errors.md), and what happened and what to do."""

    source: str
    code: str
    message: str

    def __str__(self) -> str:
        """Return the failure as one line, fit for standard error."""
        return f"{self.source}: {self.message} [{self.code}]"
