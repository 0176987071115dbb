"""Decisions: what a person ruled. They outrank every score, are never deleted, and are replayed on every rebuild.

A decision is about items, which outlive clusters: a report of an encounter, a form of a name, a form of a mechanism or of an
instrument, a commitment. Undoing one is a decision too, about its id.
"""

import msgspec

from dragoman.model.ids import content_id

KINDS = ("encounter", "person", "mechanism", "instrument", "followup", "state", "date", "undo")
PAIR_VERDICTS = ("same", "different")


class Decision(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="decision"):
    """One ruling.

    `kind` says of what: of two encounters, persons, mechanisms or instruments (`verdict` same or different); whether an act
    follows up a commitment (`verdict` is the state it leads to, or `unrelated`); the `state` of a commitment; the `date` of an
    encounter (`verdict` is EDTF); or `undo`, whose one item is the id of a decision. `at` is ISO 8601 with its zone.
    """

    kind: str
    items: tuple[str, ...]
    verdict: str
    by: str
    at: str
    why: str = ""
    undone: bool = False

    @property
    def id(self) -> str:
        """The id: of what was ruled, by whom and when, whether or not it was undone since."""
        return content_id("dec", self.kind, self.items, self.verdict, self.by, self.at, self.why)
