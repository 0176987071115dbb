"""Gold files: what a careful desk officer takes from a document. In: folders. Out: a `GoldDocument` for each gold file.

A gold file `NAME.gold.json` stands beside its text `NAME.txt`; quotes in it take the place of offsets. A file that does not hold
to the form, or quotes words that its text does not have, is refused.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dragoman.errors import GoldError
from dragoman.model.record import Quantity, Span

SUFFIX = ".gold.json"


class GoldClaim(msgspec.Struct, kw_only=True):
    """What every gold claim carries: the words, which of their occurrences is meant, and whether finding it counts."""

    quote: str
    nth: int = 1
    optional: bool = False


class GoldParticipant(msgspec.Struct, kw_only=True):
    """A person in an encounter."""

    person: str
    office: str
    party: str = msgspec.field(name="for")
    qualifier: str | None = None
    capacity: str | None = None
    name_nominative: str | None = None
    optional: bool = False


class GoldEncounter(GoldClaim, kw_only=True):
    """An encounter, held or announced."""

    id: str
    kind: str
    parties: list[str]
    participants: list[GoldParticipant] = []
    mechanism: str | None = None
    ordinal: int | None = None
    date: str | None = None
    date_stated: bool = True
    country: str | None = None
    mode: str | None = None
    main: bool = False


class GoldAct(GoldClaim, kw_only=True):
    """An act; `also` holds other verbs that are as right."""

    actors: list[str]
    verb: str
    also: list[str] = []
    speaker: str | None = None
    targets: list[str] = []
    topics: list[str] = []
    quantity: Quantity | None = None


class GoldTenure(GoldClaim, kw_only=True):
    """A person in an office."""

    person: str
    office: str
    party: str = msgspec.field(name="for")
    qualifier: str | None = None
    name_nominative: str | None = None


class GoldTie(GoldClaim, kw_only=True):
    """A formal relation."""

    parties: list[str]
    level: str
    status: str


class GoldInstrument(GoldClaim, kw_only=True):
    """A treaty or the like."""

    name: str
    kind: str
    action: str


class GoldMandate(GoldClaim, kw_only=True):
    """What a party holds in an organisation."""

    party: str
    role: str
    of: str


class GoldMilestone(GoldClaim, kw_only=True):
    """An anniversary."""

    of: str
    parties: list[str] = []
    years: int | None = None


class Gold(msgspec.Struct, kw_only=True):
    """A gold file. `mandates` is None where the file does not say what it thinks of mandates."""

    language: str
    published: str | None = None
    boilerplate: list[str] = []
    encounters: list[GoldEncounter] = []
    acts: list[GoldAct] = []
    tenures: list[GoldTenure] = []
    ties: list[GoldTie] = []
    instruments: list[GoldInstrument] = []
    mandates: list[GoldMandate] | None = None
    milestones: list[GoldMilestone] = []


class GoldDocument(msgspec.Struct, frozen=True):
    """A gold file with its text, in which every quote has been found."""

    name: str
    data: bytes
    text: str
    gold: Gold


def load_gold(folders: Iterable[Path]) -> Iterator[GoldDocument]:
    """Yield the gold documents under `folders`, sorted by path. Raises `GoldError` where there are none or one is faulty."""
    wanted = list(folders)
    paths = sorted(path for folder in wanted for path in folder.rglob("*" + SUFFIX))
    if not paths:
        names = ", ".join(map(str, wanted))
        raise GoldError(f"{names}: no gold files; give folders that hold NAME{SUFFIX} beside NAME.txt")
    for path in paths:
        yield load_document(path)


def load_document(path: Path) -> GoldDocument:
    """Return one gold file with its text. Raises `GoldError`."""
    source = path.with_name(path.name.removesuffix(SUFFIX) + ".txt")
    try:
        gold = msgspec.json.decode(path.read_bytes(), type=Gold)
        data = source.read_bytes()
        text = data.decode("utf-8")
    except msgspec.DecodeError as error:
        raise GoldError(f"{path}: {error}; the form is in the annotation guide") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{source}: not UTF-8, as texts beside gold files must be ({error})") from error
    except OSError as error:
        raise GoldError(
            f"{error.filename}: {error.strerror}; a gold file NAME{SUFFIX} needs its text NAME.txt beside it"
        ) from error
    for claim in _claims(gold):
        locate(text, claim, path.name)
    for run in gold.boilerplate:
        if run not in text:
            raise GoldError(f"{path}: boilerplate is not in the text: {run[:80]!r}; copy it from the text exactly")
    return GoldDocument(source.name, data, text, gold)


def _claims(gold: Gold) -> Iterator[GoldClaim]:
    yield from gold.encounters
    yield from gold.acts
    yield from gold.tenures
    yield from gold.ties
    yield from gold.instruments
    yield from gold.mandates or []
    yield from gold.milestones


def locate(text: str, claim: GoldClaim, where: str = "gold") -> Span:
    """Return the span of a claim's quote. Raises `GoldError` where the text does not have it.

    >>> locate("Nga và ASEAN; ASEAN và Nga", GoldClaim(quote="ASEAN", nth=2))
    Span(start=14, end=19)
    """
    start = -1
    for _ in range(claim.nth):
        start = text.find(claim.quote, start + 1)
        if start < 0:
            raise GoldError(
                f"{where}: quote {claim.nth} of this is not in the text: {claim.quote[:80]!r}; copy it from the text exactly"
            )
    return Span(start, start + len(claim.quote))
