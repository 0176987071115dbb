"""What the register holds: people, mechanisms, encounters, instruments, ties, commitments, and what the reports differ on.

Each type is one kind of line of `dragoman dump`, and what the questions of a register answer with. Dates are EDTF strings.
A report is a document, by its source, and the claim in its record, as `encounters/0`.
"""

import msgspec

from dragoman.model.decision import Decision
from dragoman.model.record import Quantity


class Report(msgspec.Struct, frozen=True, order=True):
    """A claim that carries something: the source of its document, and its place in the record."""

    source: str
    claim: str


class Attendance(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the register in an encounter; `name` is the form met most, `person` an id."""

    person: str
    name: str
    office: str
    qualifier: str | None = None
    party: str | None = msgspec.field(name="for", default=None)
    capacity: str = "participant"


class Encounter(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="encounter"):
    """One event, whatever the number and languages of its reports. `announced` means that no report says it was held."""

    id: str
    kind: str
    mechanism: str | None
    ordinal: int | None
    date: str | None
    place: str | None
    country: str | None
    mode: str | None
    announced: bool
    parties: tuple[str, ...]
    part_of: str | None
    participants: tuple[Attendance, ...]
    reports: tuple[Report, ...]


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """An office with the first and the last day on which its holder was observed in it."""

    office: str
    qualifier: str | None
    party: str | None = msgspec.field(name="for")
    first_seen: str | None
    last_seen: str | None
    reports: tuple[Report, ...]


class Person(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="person"):
    """A person: the fullest name, every form met, and what offices were observed."""

    id: str
    name: str
    names: tuple[str, ...]
    party: str | None = msgspec.field(name="for")
    tenures: tuple[Tenure, ...]


class Mechanism(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="mechanism"):
    """A series of sessions in their order. `rhythm` is the median interval in days; `gaps` are ordinals not seen."""

    id: str
    name: str
    parties: tuple[str, ...]
    sessions: tuple[str, ...]
    gaps: tuple[int, ...]
    rhythm: int | None
    next_expected: str | None


class TieStep(msgspec.Struct, frozen=True, kw_only=True):
    """A status of a tie as observed on a day."""

    status: str
    on: str | None
    reports: tuple[Report, ...]


class Tie(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="tie"):
    """A formal relation over time."""

    parties: tuple[str, ...]
    level: str
    history: tuple[TieStep, ...]


class LifeStep(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to an instrument."""

    action: str
    on: str | None
    reports: tuple[Report, ...]


class Instrument(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="instrument"):
    """A treaty, plan or the like with its life line."""

    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    parties: tuple[str, ...]
    period: str | None
    life: tuple[LifeStep, ...]


class Mandate(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="mandate"):
    """What a party holds in an organisation or for a relation."""

    party: str
    role: str
    of: str
    period: str | None
    reports: tuple[Report, ...]


class Milestone(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="milestone"):
    """An anniversary."""

    of: str
    parties: tuple[str, ...]
    years: int
    falls: str | None
    reports: tuple[Report, ...]


class StateChange(msgspec.Struct, frozen=True, kw_only=True):
    """A state that a commitment came to, since when, why, and the claims that say so."""

    state: str
    on: str | None
    because: str
    reports: tuple[Report, ...]


class Commitment(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="commitment"):
    """What was promised, sought, asked or announced, and what became of it."""

    id: str
    of: str
    parties: tuple[str, ...]
    actors: tuple[str, ...]
    topics: tuple[str, ...]
    due: str | None
    quantity: Quantity | None
    state: str
    since: str | None
    history: tuple[StateChange, ...]
    targets: tuple[str, ...] = ()  # of a request: who is asked
    about: str | None = None  # the tie, instrument or encounter it is of


class Value(msgspec.Struct, frozen=True):
    """One side of a disagreement."""

    value: str
    reports: tuple[Report, ...]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="disagreement"):
    """A field on which reports of one thing differ. `about` is its type and id."""

    about: tuple[str, str]
    field: str
    values: tuple[Value, ...]


class Feature(msgspec.Struct, frozen=True):
    """One reason of a score: its name, its weight in bits, and what it rests on."""

    name: str
    weight: float
    says: str = ""


class Candidate(msgspec.Struct, frozen=True):
    """A date that an encounter may have, and the reports that give it."""

    date: str
    reports: tuple[Report, ...]


class Proposal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag="proposal"):
    """What waits for a person: two items that may be one, an act that may follow up a commitment, a cluster that may be two, or a
    date in doubt.

    `items` of a `split` are the weakest link that holds the cluster `about`, of kind `of`, together; `parts` are its items on
    either side of that link. A `date` has one item of the encounter `about`, and `candidates`, the date that it now has first.
    """

    kind: str
    items: tuple[str, ...]
    score: float
    features: tuple[Feature, ...]
    of: str = ""
    about: str = ""
    parts: tuple[tuple[str, ...], ...] = ()
    candidates: tuple[Candidate, ...] = ()


Entity = Encounter | Person | Mechanism | Tie | Instrument | Mandate | Milestone | Commitment | Disagreement | Proposal | Decision
