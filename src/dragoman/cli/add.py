"""`dragoman add`, `dump` and `reread`: documents into a register, the register as lines, and its documents read anew."""

import sys
from collections import Counter
from typing import Annotated

import typer

from dragoman.cli.asked import AsOfOption, RegisterOption, check_date, check_day, existing
from dragoman.cli.progress import Progress
from dragoman.cli.read import check_language, count
from dragoman.reading.documents.decode import decode
from dragoman.register.register import open_register
from dragoman.run.adding import Result, add_all, reread_all
from dragoman.sources.files import collect


def add_command(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", show_default=False)],
    register: RegisterOption = None,
    language: Annotated[
        str, typer.Option(metavar="auto|CODE", callback=check_language, help="The language of the documents, if you know it.")
    ] = "auto",
    retrieved: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="When the documents were retrieved; if not given, when each file was changed.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
) -> None:
    """Read documents and add them to a register. Adding a document again changes nothing.

    Exit status: 0 when all are in the register, 1 when any was skipped (standard error says which and why), 2 for wrong usage.
    """
    if retrieved:
        check_date(retrieved)
    with open_register(register) as opened, Progress(count(paths), stdout_on_terminal=False) as progress:
        counts: Counter[str] = Counter()
        sources = collect(paths, stdin=sys.stdin.buffer)
        for result in add_all(opened, sources, decode=_text, language=language, jobs=jobs, retrieved=retrieved):
            _count(result, counts, progress)
    typer.echo(f"{counts['new']} added, {counts['known']} known, {counts['skipped']} skipped", err=True)
    if counts["skipped"]:
        raise typer.Exit(1)


def reread_command(
    register: RegisterOption = None, jobs: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1
) -> None:
    """Read all documents of a register anew, from the texts that it keeps, and replace what comes out differently."""
    with existing(register) as opened, Progress(0, stdout_on_terminal=False) as progress:
        counts: Counter[str] = Counter()
        for result in reread_all(opened, jobs=jobs):
            _count(result, counts, progress)
    typer.echo(f"{counts['changed']} changed, {counts['known']} as before, {counts['skipped']} skipped", err=True)
    if counts["skipped"]:
        raise typer.Exit(1)


def dump_command(register: RegisterOption = None, as_of: AsOfOption = None) -> None:
    """Print a register as JSON lines in a canonical order: registers are equal where their dumps are."""
    check_day(as_of)
    with existing(register) as opened:
        out = sys.stdout.buffer
        for line in opened.dump(as_of=as_of):
            out.write(line + b"\n")
        out.flush()


def _count(result: Result, counts: Counter[str], progress: Progress) -> None:
    counts[result.state] += 1
    if result.failure is not None:
        progress.say(f"dragoman: skipped {result.failure}")
    progress.advance()


def _text(data: bytes) -> str:
    return decode(data)[0]
