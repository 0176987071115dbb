"""What the commands that ask a register share: their options, and how answers are shown: as a table, JSON lines or CSV."""

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from dragoman.cli.words import clean
from dragoman.model import entity
from dragoman.register.answers import Filters, flat
from dragoman.register.register import Register, open_register
from dragoman.vocab.load import codes

WIDTH = 60  # of a cell in a table; the other formats cut nothing


class Format(StrEnum):
    """How answers are shown."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


RegisterOption = Annotated[
    str | None,
    typer.Option(
        "--register", metavar="FILE|URL", help="The register; else DRAGOMAN_REGISTER, else dragoman.db here.", show_default=False
    ),
]
PartyOption = Annotated[
    list[str] | None, typer.Option("--party", help="Code of a party that takes part; may be repeated.", show_default=False)
]
PersonOption = Annotated[str | None, typer.Option("--person", help="Name or id of a person.", show_default=False)]
MechanismOption = Annotated[
    str | None, typer.Option("--mechanism", help="Name, part of a name, or id of a mechanism.", show_default=False)
]
TopicOption = Annotated[str | None, typer.Option("--topic", help="Code of a topic.", show_default=False)]
VerbOption = Annotated[str | None, typer.Option("--verb", help="Code of a verb.", show_default=False)]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="From this day, month or year on.", show_default=False)
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Up to this day, month or year.", show_default=False)
]
StatusOption = Annotated[
    str | None,
    typer.Option("--status", help="State of a commitment, or of an encounter (held, announced).", show_default=False),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="Judge what is overdue as of this day.", show_default=False)
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to show answers.")]
EvidenceOption = Annotated[bool, typer.Option("--evidence", help="Show the words of the sources.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help="The most answers to show.")]


def existing(place: str | None) -> Register:
    """Return a register that is there. Raises `RegisterError`."""
    return open_register(place, create=False)


def filters(**given: Any) -> dict[str, Any]:
    """Return the filters that were given, codes of parties as they are written in the vocabulary. A date must be one."""
    for edge in ("since", "until"):
        if given.get(edge):
            check_date(given[edge])
    party = tuple(
        code.upper() if len(code) == 3 and code.upper() in codes("parties", "party") else code.lower()
        for code in given.pop("party", None) or ()
    )
    return {"party": party, **{name: value for name, value in given.items() if name in Filters.__struct_fields__}}


def check_date(text: str) -> str:
    """Return a day, month or year as it is; refuse anything else as a usage error."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        raise typer.BadParameter(f"{text!r} is no date; give a day, month or year: 2024-03-04, 2024-03 or 2024")
    return text


def check_day(text: str | None) -> str | None:
    """Return a day as it is; refuse anything else as a usage error."""
    if text is not None and (check_date(text), len(text))[1] != 10:
        raise typer.BadParameter(f"{text!r} is no day; give one such as 2024-03-04")
    return text


def print_answers(
    register: Register,
    answers: Sequence[Any],
    format: Format,
    columns: dict[str, Callable[[Any], str]],
    *,
    evidence: bool = False,
) -> None:
    """Print answers; `columns` are those of the table, by heading. With `evidence`, the words of each answer's reports with it."""
    words = [_evidence(register, answer) if evidence else [] for answer in answers]
    if format is Format.table:
        _print_table(answers, columns, words)
    elif format is Format.csv:
        _print_csv(answers, words, evidence=evidence)
    else:
        for answer, quotes in zip(answers, words, strict=True):
            built = msgspec.to_builtins(answer)
            sys.stdout.buffer.write(
                msgspec.json.encode(built | {"evidence": msgspec.to_builtins(quotes)} if evidence else built) + b"\n"
            )
        sys.stdout.buffer.flush()


def _evidence(register: Register, answer: Any) -> list[Any]:
    return register.evidence(reports_of(answer))


def reports_of(answer: Any) -> list[entity.Report]:
    """Return every report that an answer cites, once, in order."""
    found: dict[entity.Report, None] = {}

    def walk(value: Any) -> None:
        if isinstance(value, entity.Report):
            found[value] = None
        elif isinstance(value, tuple | list):
            for item in value:
                walk(item)
        elif isinstance(value, msgspec.Struct):
            for name in value.__struct_fields__:
                walk(getattr(value, name))

    walk(answer)
    return list(found)


def _print_table(answers: Sequence[Any], columns: dict[str, Callable[[Any], str]], words: Sequence[Sequence[Any]]) -> None:
    rows = [[clean(read(answer))[: WIDTH - 1] for read in columns.values()] for answer in answers]
    widths = [max(len(row[n]) for row in [list(columns), *rows]) for n in range(len(columns))]
    typer.echo("  ".join(name.ljust(width) for name, width in zip(columns, widths, strict=True)).rstrip())
    for row, quotes in zip(rows, words, strict=True):
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        for quote in quotes:
            typer.echo(f"    {clean(quote.report.source)} [{quote.report.claim}]: {clean(quote.quote)}")


def _print_csv(answers: Sequence[Any], words: Sequence[Sequence[Any]], *, evidence: bool) -> None:
    rows = [_cells(flat(answer)) for answer in answers]
    if evidence:
        for row, quotes in zip(rows, words, strict=True):
            row["evidence"] = " | ".join(f"{quote.report.source}: {quote.quote}" for quote in quotes)
    if rows:
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    """A cell that a spreadsheet would take for a formula is made plain text."""
    return {key: f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "@") else value for key, value in row.items()}


def joined(values: Iterable[Any]) -> str:
    """Return values as one cell."""
    return ", ".join(str(value) for value in values if value)
