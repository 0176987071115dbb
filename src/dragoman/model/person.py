"""A person as one document knows him: the fullest name, the offices in the order met, the party."""


class Person:
    """One entry of a document's table of people. `keys` are the folded words of the name."""

    __slots__ = ("evidence", "host", "implied", "keys", "name", "named_at", "offices", "party", "party_stated")

    def __init__(self, name: str, keys: tuple[str, ...], at: tuple[int, int]) -> None:
        self.name = name
        self.keys = keys
        self.named_at = at
        self.evidence = at
        self.offices: list[tuple[str, str | None]] = []
        self.party: str | None = None
        self.party_stated = False
        self.host = False
        self.implied = False  # the office is publicly known and not in the text

    @property
    def office(self) -> str | None:
        """The office of the person: the first that the document gives."""
        return self.offices[0][0] if self.offices else None

    @property
    def qualifier(self) -> str | None:
        """The qualifier of that office."""
        return self.offices[0][1] if self.offices else None

    def __repr__(self) -> str:
        return f"Person({self.name!r}, {self.offices}, {self.party})"


class Noun:
    """A noun phrase that may act: a person, a title alone, a party, or a word that stands for one of them.

    `kind` is `person`, `title`, `party` or `actor`; `code` is the office, the party or the code of the actor word.
    """

    __slots__ = ("code", "end", "kind", "oblique", "parties", "person", "qualifier", "rank", "shares_title", "start", "word")

    def __init__(self, start: int, end: int, kind: str, code: str = "") -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.code = code
        self.person: Person | None = None
        self.rank: str | None = None
        self.qualifier: str | None = None
        self.parties: list[str] = []
        self.word = ""
        self.shares_title = False  # one of the holders of a title in the plural
        self.oblique = False  # in a case, or an adjective, that can be no subject

    def __repr__(self) -> str:
        return f"Noun({self.start}-{self.end} {self.kind} {self.code} {self.parties} {self.person and self.person.name})"
