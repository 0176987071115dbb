"""`dragoman show` and `dragoman why`: one thing of a register with all that is known of it, and why it is so."""

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
import typer

from dragoman.cli.asked import EvidenceOption, Format, FormatOption, RegisterOption, existing, print_answers, reports_of
from dragoman.cli.words import clean
from dragoman.register.answers import Explanation, flat
from dragoman.register.register import Register

IdArgument = Annotated[str, typer.Argument(help="Id of an entity, or source of a document.", show_default=False)]


def show_command(
    id: IdArgument, register: RegisterOption = None, format: FormatOption = Format.table, evidence: EvidenceOption = False
) -> None:
    """Show one thing with all its fields, its commitments and disagreements; or the claims of one document."""
    with existing(register) as opened:
        found = opened.show(id)
        if format is Format.table:
            for thing in found:
                for line in _lines(opened, thing, evidence=evidence):
                    typer.echo(line)
        elif format is Format.csv:
            for thing in found:  # what is shown together is not of one kind: each has its own heading
                print_answers(opened, [thing], format, {}, evidence=evidence)
        else:
            print_answers(opened, found, format, {}, evidence=evidence)


def _lines(register: Register, thing: Any, *, evidence: bool) -> Iterator[str]:
    yield thing.__struct_config__.tag or type(thing).__name__.lower()
    fields = flat(thing)
    width = max(map(len, fields))
    for name, value in fields.items():
        if value not in (None, "", False):
            yield f"  {name.ljust(width)}  {clean(str(value))}"
    if evidence:
        for found in register.evidence(reports_of(thing)):
            yield f"    {clean(found.report.source)} [{found.report.claim}]: {clean(found.quote)}"


def why_command(id: IdArgument, register: RegisterOption = None, format: FormatOption = Format.table) -> None:
    """Explain a merge, a date or a state: the features that made reports one, the clues of dates, the claims behind each state."""
    with existing(register) as opened:
        found = opened.why(id)
        if format is not Format.table:
            sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
            sys.stdout.buffer.flush()
            return
        for line in explain(found):
            typer.echo(line)


def explain(found: Explanation) -> Iterator[str]:
    """Yield an explanation as lines for a person."""
    for change in getattr(found.about, "history", ()):
        state = getattr(change, "state", None) or getattr(change, "status", "")
        yield f"{state}{f' on {change.on}' if change.on else ''}: {clean(getattr(change, 'because', ''))}"
        for report in change.reports:
            yield f"    {clean(report.source)} [{report.claim}]"
    if not found.links and not getattr(found.about, "history", ()):
        yield "one item only: nothing was merged"
    for link in found.links:
        yield f"{clean(link.items[0])} = {clean(link.items[1])}: {(link.decided_by and f'decided by {link.decided_by}') or f'{link.score:.3f}'}"
        for feature in link.features:
            yield f"    {feature.weight:+5.1f}  {feature.name}: {clean(feature.says)}"
    for clue in found.clues:
        yield f"{clue.date} in {clean(clue.report.source)}: {clean(clue.says)}" + (f": {clean(clue.quote)}" if clue.quote else "")
