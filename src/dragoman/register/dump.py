"""The register as lines, in a canonical order: what equality of two registers means. In: a store. Out: JSON lines."""

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.model import entity
from dragoman.register import follow
from dragoman.register.read import Reader
from dragoman.register.rulings import standing
from dragoman.register.store import Store

KINDS = (
    "encounter", "person", "mechanism", "tie", "instrument", "mandate", "milestone", "commitment", "disagreement", "proposal",
)  # fmt: skip


def dump(store: Store, *, as_of: str | None = None) -> Iterator[bytes]:
    """Yield the lines of a register, without line ends. With `as_of` commitments are shown as they stood on that day."""
    with store.reading():
        reader = Reader(store)
        for kind in KINDS:
            lines = (msgspec.json.encode(_as_of(found, as_of)) for found in reader.all(kind))
            yield from lines if kind in ("encounter", "person", "mechanism", "instrument", "commitment") else sorted(lines)
        yield from (msgspec.json.encode(decision) for decision in standing(reader.decisions()))


def _as_of(found: Any, day: str | None) -> Any:
    return follow.as_of(found, day) if day and isinstance(found, entity.Commitment) else found
