"""`dragoman read`: documents to records, as JSON lines or as a page for a person."""

import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.pretty import render
from dragoman.cli.progress import Progress
from dragoman.errors import DocumentError
from dragoman.lang.pack import available_packs
from dragoman.model.source import Failure
from dragoman.reading.documents.decode import decode
from dragoman.run.batch import Reading, read_all
from dragoman.sources.files import STANDARD_INPUT, collect, locate


class Format(StrEnum):
    """How records are shown."""

    pretty = "pretty"
    jsonl = "jsonl"


def check_language(code: str) -> str:
    """Return `code` where it is `auto` or a pack; refuse it as a usage error otherwise."""
    known = ["auto", *available_packs()]
    if code not in known:
        raise typer.BadParameter(f"no language pack {code!r}; give one of: {', '.join(known)}")
    return code


def read_command(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", show_default=False)],
    format: Annotated[
        Format | None, typer.Option(help="How to show records; if not given, pretty on a terminal and jsonl in a pipe.")
    ] = None,
    language: Annotated[
        str, typer.Option(metavar="auto|CODE", callback=check_language, help="The language of the documents, if you know it.")
    ] = "auto",
    explain: Annotated[bool, typer.Option("--explain", help="Name the pattern behind each claim, and how sure it is.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
) -> None:
    """Read documents into records.

    Exit status: 0 when all were read, 1 when any was skipped (standard error says which and why), 2 for wrong usage.
    """
    on_terminal = sys.stdout.isatty()
    show = _printer(format or (Format.pretty if on_terminal else Format.jsonl), explain=explain)
    skipped = 0
    outcomes = read_all(collect(paths, stdin=sys.stdin.buffer), language=language, jobs=jobs)
    with Progress(count(paths), stdout_on_terminal=on_terminal) as progress:
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                skipped += 1
                progress.say(f"dragoman: skipped {outcome}")
            else:
                with progress.aside():
                    show(outcome)
            progress.advance()
    if skipped:
        raise typer.Exit(1)


def count(paths: list[str]) -> int:
    """Return how many documents there will be, as far as it matters: none where nobody watches."""
    return sum(1 for _ in locate(paths)) if sys.stderr.isatty() and STANDARD_INPUT not in paths else 0


def _printer(format: Format, *, explain: bool) -> Callable[[Reading], None]:
    if format is Format.jsonl:
        return _print_line
    # The terminal library costs a tenth of a second, which a pipe need not pay.
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)

    def show(reading: Reading) -> None:
        for line in render(reading.record, _text(reading), explain=explain):
            console.print(Padding(Text.assemble(*line.pieces), (0, 0, 0, line.indent)))

    return show


def _print_line(reading: Reading) -> None:
    out = sys.stdout.buffer
    out.write(reading.record.to_json() + b"\n")
    out.flush()


def _text(reading: Reading) -> str:
    """Return the text that the offsets of the record count in."""
    try:
        return decode(reading.source.data)[0]
    except DocumentError:
        return ""
