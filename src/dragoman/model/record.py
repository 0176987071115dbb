"""The record: what is taken from one document, in the form that `record.md` describes.

Offsets count Unicode code points of the source text as decoded. Dates are EDTF strings (ISO 8601-2).
"""

from typing import Any

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range of code points of the source text."""

    start: int
    end: int


class Clue(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reason for an inferred value: what it says, and the words that say it (none for general knowledge)."""

    says: str
    evidence: tuple[Span, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """A run of the page: `title`, `body`, `caption` or `boilerplate`."""

    kind: str
    start: int
    end: int


class DocumentPart(msgspec.Struct, kw_only=True):
    """What a record says of the document itself."""

    id: str
    source: str
    language: str | None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    parts: list[Part] = []
    notes: list[str] = []


class Participant(msgspec.Struct, kw_only=True):
    """A person who takes part in an encounter, in an office, for a party."""

    person: str
    office: str
    qualifier: str | None = None
    party: str | None = msgspec.field(name="for", default=None)
    capacity: str = "participant"
    evidence: list[Span] = []


class Claim(msgspec.Struct, kw_only=True):
    """What every claim carries: the words, how sure the reader is, and the pattern that made it."""

    evidence: list[Span] = []
    confidence: float = 0.5
    made_by: str = ""


class Mechanism(msgspec.Struct, frozen=True):
    """A recurring mechanism, by its id and its English name."""

    id: str
    name: str


class Encounter(Claim, kw_only=True):
    """A session, meeting, visit, call, ceremony or briefing."""

    id: str
    kind: str
    mechanism: Mechanism | None = None
    ordinal: int | None = None
    level: str | None = None
    date: str | None = None
    date_basis: str = "none"
    because: list[Clue] = []
    place: str | None = None
    country: str | None = None
    mode: str | None = None
    part_of: str | None = None
    main: bool = False
    announced: bool = False
    parties: list[str] = []
    participants: list[Participant] = []


class Quantity(msgspec.Struct, frozen=True):
    """A number with its unit: an ISO 4217 code or a plain noun."""

    value: float
    unit: str


class Act(Claim, kw_only=True):
    """One governing predicate with its complements: who does what to whom, about what."""

    id: str
    actors: list[str]
    speaker: str | None = None
    verb: str
    targets: list[str] = []
    topics: list[str] = []
    encounter: str | None = None
    due: str | None = None
    quantity: Quantity | None = None
    instruments: list[str] = []
    cameo: str = ""
    plover: str | None = None


class Tenure(Claim, kw_only=True):
    """A person observed in an office on a day."""

    person: str
    office: str
    qualifier: str | None = None
    party: str | None = msgspec.field(name="for", default=None)
    on: str | None = None


class Tie(Claim, kw_only=True):
    """A formal relation between parties, current or sought."""

    parties: list[str]
    level: str
    status: str
    on: str | None = None


class Instrument(Claim, kw_only=True):
    """A treaty, plan, declaration or the like, and what this document does with it."""

    id: str
    name: str
    kind: str
    action: str
    date: str | None = None
    period: str | None = None
    parties: list[str] = []


class Mandate(Claim, kw_only=True):
    """What a party holds in an organisation or for a relation."""

    party: str
    role: str
    of: str
    period: str | None = None


class Milestone(Claim, kw_only=True):
    """An anniversary."""

    of: str
    parties: list[str]
    years: int
    falls: str | None = None


class Record(msgspec.Struct, kw_only=True):
    """All that one document says."""

    document: DocumentPart
    encounters: list[Encounter] = []
    acts: list[Act] = []
    tenures: list[Tenure] = []
    ties: list[Tie] = []
    instruments: list[Instrument] = []
    mandates: list[Mandate] = []
    milestones: list[Milestone] = []

    def to_json(self) -> bytes:
        """Return the record as one line of UTF-8 JSON, without a line end."""
        return msgspec.json.encode(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dictionaries and lists."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built

    def claims(self) -> list[tuple[str, Claim]]:
        """Return every claim with the name of its list."""
        return [(kind, claim) for kind in CLAIM_KINDS for claim in getattr(self, kind)]


CLAIM_KINDS = ("encounters", "acts", "tenures", "ties", "instruments", "mandates", "milestones")
