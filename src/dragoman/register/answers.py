"""What questions of a register are answered with: lists of typed objects that also come as data frames."""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from dragoman.errors import RegisterError
from dragoman.model.entity import Feature, Report
from dragoman.model.record import Quantity

T = TypeVar("T")


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What a question is limited to; all that are given must hold. Dates are ISO days, months or years, and both ends are included.

    `party` are codes; `person` and `mechanism` a name or an id; `status` a state of a commitment or held and announced.
    """

    party: tuple[str, ...] = ()
    person: str | None = None
    mechanism: str | None = None
    topic: str | None = None
    verb: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = None
    limit: int = 50


class Finding(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="finding"):
    """A claim that a question found, with its words."""

    report: Report
    kind: str
    date: str | None
    title: str | None
    language: str | None
    quote: str
    verb: str | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    due: str | None = None
    quantity: Quantity | None = None


class Due(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="due"):
    """Something that falls on a time: an anniversary, an expiry, an encounter announced or expected, a commitment."""

    on: str
    what: str
    says: str
    parties: tuple[str, ...]
    about: str | None
    state: str | None = None
    reports: tuple[Report, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Why two items are one: their score and its features, or who decided it."""

    items: tuple[str, str]
    score: float
    features: tuple[Feature, ...]
    decided_by: str | None = None


class Clue(msgspec.Struct, frozen=True, kw_only=True):
    """Why a report gives an inferred date: the clue, and its words."""

    report: Report
    date: str | None
    says: str
    quote: str


class Explanation(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="explanation"):
    """Why an entity is as it is."""

    about: Any
    links: tuple[Link, ...]
    clues: tuple[Clue, ...]


class Answers(list[T]):
    """A list of answers."""

    def frame(self, library: str | None = None) -> Any:
        """Return the answers as a data frame of pandas or of polars, whichever is installed; one column a field.

        Raises `RegisterError` where neither is.
        """
        rows = [flat(answer) for answer in self]
        for name in (library,) if library else ("pandas", "polars"):
            try:
                module = __import__(name)
            except ImportError:
                continue
            return module.DataFrame(rows)
        raise RegisterError(f"{library or 'neither pandas nor polars'} is not installed; pip install {library or 'pandas'}")


def flat(answer: Any) -> dict[str, Any]:
    """Return the fields of an answer as plain values: lists of codes as one string, reports as sources, the rest as it is."""
    plain: dict[str, Any] = msgspec.to_builtins(answer)
    return {key: _cell(value) for key, value in plain.items() if key != "type"}


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(_word(item) for item in value)
    return _word(value) if isinstance(value, dict) else value


def _word(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "claim" in item:
        return str(item["source"])
    if "value" in item and "unit" in item:
        return f"{item['value']:g} {item['unit']}"
    named = [
        item[key]
        for key in ("name", "office", "state", "action", "status", "on", "first_seen", "last_seen", "value")
        if item.get(key)
    ]
    return " ".join(map(str, named))


def distinct(values: Iterable[T]) -> list[T]:
    """Return values without repetition, in their order."""
    return list(dict.fromkeys(values))
