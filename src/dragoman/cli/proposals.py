"""Proposals as a person reads them. In: a proposal and its register. Out: lines that fit the terminal, the two sides side by side."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import PurePath

from dragoman.cli import words
from dragoman.cli.words import clean
from dragoman.model.entity import Commitment, Proposal, Report
from dragoman.register.items import Form
from dragoman.register.register import Register
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.instruments import InstrumentForm
from dragoman.register.resolution.people import PersonForm

_WIDEST = 120
_SHOWN = 4  # items of one side, and reports of one date
_QUOTE = 200
_ASKS = {
    "merge": "are these two one {of}?",
    "split": "are these one {of}, or two?",
    "followup": "does the act follow up the commitment?",
    "date": "is the date right?",
}


def present(register: Register, proposal: Proposal) -> Iterator[str]:
    """Yield a proposal as lines: what is asked, the sides or the dates with their evidence, the features."""
    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    yield ""
    kind = proposal.kind if proposal.kind in _ASKS else "merge"
    yield f"{kind}: {_ASKS[kind].format(of=proposal.of or proposal.kind)}"
    if proposal.kind == "date":
        yield from _dates(register, proposal, width)
    else:
        yield from _beside(*(list(side) for side in _sides(register, proposal, (width - 5) // 2)), width=width)
    yield from _features(proposal, width)
    if proposal.about:
        yield f"more: dragoman why {proposal.about}"


def _features(proposal: Proposal, width: int) -> Iterator[str]:
    yield {
        "split": f"what joins the first of each side, and what does not (chance of two: {proposal.score:.0%})",
        "date": f"what speaks against it (chance that it is wrong: {proposal.score:.0%})",
        "followup": "what they share",
    }.get(proposal.kind, f"what speaks for and against (chance that they are one: {proposal.score:.0%})")
    for feature in proposal.features:
        sign = f"  {feature.weight:+5.1f}  {feature.name}: "
        yield from textwrap.wrap(sign + clean(feature.says), width, subsequent_indent=" " * 9)


def _sides(register: Register, proposal: Proposal, width: int) -> Iterator[Iterator[str]]:
    kind = proposal.of or proposal.kind
    for part in proposal.parts or [(item,) for item in proposal.items]:
        yield _side(register, kind, tuple(sorted(part, key=lambda item: item not in proposal.items)), width)


def _side(register: Register, kind: str, items: tuple[str, ...], width: int) -> Iterator[str]:
    """One side: each item with its words; of many, the first ones."""
    for item in items[:_SHOWN]:
        yield from textwrap.wrap(_label(register, kind, item), width)
        for found in register.words(kind, item)[: 1 if len(items) > 1 else 3]:
            yield from _quoted(found.report.source, found.quote, width)
    if len(items) > _SHOWN:
        yield f"and {len(items) - _SHOWN} more"


def _quoted(source: str, quote: str, width: int, indent: int = 2) -> list[str]:
    """A quote under the name of its document; the whole path is told by `why`."""
    said = textwrap.shorten(clean(quote), _QUOTE, placeholder=" …")
    return textwrap.wrap(
        f"{clean(PurePath(source).name)}: “{said}”", width, initial_indent=" " * indent, subsequent_indent=" " * indent
    )


def _label(register: Register, kind: str, item: str) -> str:
    """An item in words."""
    if kind == "followup":
        found = next(iter(register.show(item)), None) if item.startswith("com-") else None
        if isinstance(found, Commitment):
            return clean(f"{found.history[0].because}, {words.parties(found.parties)}; made {words.date(found.since)}")
        act = next(iter(register.words(kind, item)), None)
        return clean(f"{act.verb}, {words.parties(act.actors)}; {words.date(act.date)}" if act else item)
    return clean(_named(register.item(kind, item)) or item)


def _named(form: Form | None) -> str:
    match form:
        case EncounterReport():
            told = "announced " if form.announced else ""
            number = f", {words.ordinal(form.ordinal)}" if form.ordinal is not None else ""
            format = f" of {form.slug}{number}" if form.slug else ""
            return f"{told}{form.kind}{format}, {words.parties(form.parties)}, {words.date(form.date)}"
        case PersonForm():
            office = words.office(form.office, None, form.party or None) if form.office else words.party(form.party or "no party")
            return f"{form.name} ({office})"
        case InstrumentForm():
            return f"{form.name}, {form.period or 'no period'} ({words.parties(form.parties) or 'no parties'})"
        case None:
            return ""
        case _:
            return str(getattr(form, "name", ""))


def _beside(left: list[str], right: list[str], *, width: int) -> Iterator[str]:
    half = (width - 5) // 2
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"  {one.ljust(half)} | {other}".rstrip()


def _dates(register: Register, proposal: Proposal, width: int) -> Iterator[str]:
    form = register.item("encounter", proposal.items[0])
    if isinstance(form, EncounterReport):
        yield from textwrap.wrap(clean(_named(form).rsplit(", ", 1)[0]), width, initial_indent="  ", subsequent_indent="  ")
    for number, candidate in enumerate(proposal.candidates, 1):
        yield f"  {number}  {words.date(candidate.date)} ({candidate.date}){', as it is now' if number == 1 else ''}"
        found = {one.report: one for one in register.evidence(candidate.reports[:_SHOWN])}
        for report in candidate.reports[:_SHOWN]:
            if report in found:
                yield from _quoted(report.source, found[report].quote, width, 5)
            yield from _clue_lines(register, proposal.about, report, width)
        if len(candidate.reports) > _SHOWN:
            yield f"     and {len(candidate.reports) - _SHOWN} more"


def _clue_lines(register: Register, about: str, report: Report, width: int) -> Iterable[str]:
    clues = register.clues(about, report)
    if not clues:
        yield "       the date is stated there"
    for clue in clues:
        said = f"clue: {clean(clue.says)}" + (f" (“{clean(clue.quote)}”)" if clue.quote else "")
        yield from textwrap.wrap(said, width, initial_indent=" " * 7, subsequent_indent=" " * 9)
