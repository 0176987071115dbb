"""`dragoman review` and `dragoman decisions`: what waits for a person, and what people decided."""

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from dragoman.cli.asked import RegisterOption, existing
from dragoman.cli.proposals import present
from dragoman.cli.words import clean
from dragoman.errors import DecisionError
from dragoman.model.decision import Decision
from dragoman.model.entity import Proposal
from dragoman.register.decisions import rule
from dragoman.register.register import Register, open_register
from dragoman.register.resolution.moments import moment

KEYS = {
    "split": "a apart, r keep as one",
    "followup": "a it does, r unrelated",
    "date": "a choose one, r keep it as it is",
}
STATES = {"k": "kept", "p": "progressing", "x": "superseded"}

decisions_app = typer.Typer(no_args_is_help=True, help="Export and import what people decided, as JSON lines.")
ByOption = Annotated[
    str | None, typer.Option("--by", help="Who decides; if not given, the user of this computer.", show_default=False)
]


def review_command(
    register: RegisterOption = None, by: ByOption = None,
    kind: Annotated[
        str | None, typer.Option(help="Only person, encounter, mechanism, instrument (merges), split, followup or date.", show_default=False)
    ] = None,
) -> None:  # fmt: skip
    """Walk through what waits for a decision, with the features and the evidence side by side."""
    name = by or getpass.getuser()
    with existing(register) as opened:
        made: list[list[Decision]] = []
        skipped: set[tuple[str, tuple[str, ...]]] = set()
        while True:
            waiting = [p for p in opened.proposals() if kind in (None, p.kind) and (p.kind, p.items) not in skipped]
            if not waiting:
                typer.echo("nothing waits for a decision")
                break
            proposal = waiting[0]
            for line in present(opened, proposal):
                typer.echo(line)
            keys = KEYS.get(proposal.kind, "a one, r two")
            answer = _ask(f"{len(waiting)} waiting; {keys}, s skip, u undo, q quit: ")[:1]
            if answer in ("q", ""):
                break
            if answer == "s":
                skipped.add((proposal.kind, proposal.items))
            elif answer == "u":
                _undo(opened, made, name)
            elif answer in ("a", "r"):
                decisions = _decisions(opened, proposal, accept=answer == "a", by=name)
                if decisions:
                    opened.decide(decisions)
                    made.append(decisions)
                else:
                    skipped.add((proposal.kind, proposal.items))
            else:
                typer.echo(f"{answer} is none of the keys")
        typer.echo(f"{len(made)} decided", err=True)


def _ask(question: str) -> str:
    typer.echo(question, nl=False)
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower()


def _decisions(register: Register, proposal: Proposal, *, accept: bool, by: str) -> list[Decision]:
    """Return what a person decides of a proposal; nothing where he leaves it after all."""
    verdict = ""
    if accept and proposal.kind == "followup":
        verdict = STATES.get(_ask("k kept, p progressing, x superseded: ")[:1], "progressing")
    elif accept and proposal.kind == "date":
        verdict = _date(proposal)
        if not verdict:
            return []
    found = rule(proposal, accept=accept, by=by, at=now(), verdict=verdict)
    return found if proposal.kind == "split" or all(_confirmed(register, decision) for decision in found) else []


def _date(proposal: Proposal) -> str:
    """Ask which date holds, until the answer is one; an empty answer is none."""
    dates = [candidate.date for candidate in proposal.candidates]
    numbers = "1" if len(dates) == 1 else f"1 to {len(dates)}"
    while True:
        answer = _ask(f"{numbers}, or another date such as 2021-01-26 or 2021-01; empty to skip: ")
        if answer.isdigit() and 1 <= int(answer) <= len(dates):
            return dates[int(answer) - 1]
        if not answer or (len(answer) >= 4 and moment(answer.upper()) is not None):
            return answer.upper()
        typer.echo(f"{clean(answer)} is neither a number from the list nor a date")


def _confirmed(register: Register, decision: Decision) -> bool:
    """Warn where a merge contradicts a known difference, and ask once more."""
    against = register.warnings(decision)
    for warning in against[:5]:
        typer.echo(f"warning: {clean(warning)}")
    return not against or _ask("merge all the same? y yes, n no: ")[:1] == "y"


def _undo(register: Register, made: list[list[Decision]], by: str) -> None:
    if not made:
        typer.echo("nothing was decided yet that could be undone")
        return
    last = made.pop()
    at = now()
    register.decide([Decision(kind="undo", items=(one.id,), verdict="undone", by=by, at=at) for one in last])
    typer.echo(f"undone: {last[0].kind}, {last[0].verdict}" + (f", {len(last)} pairs" if len(last) > 1 else ""))


def now() -> str:
    """Return the time as decisions note it. When something was decided is a fact of the world, not of the register."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@decisions_app.command("export")
def export_command(register: RegisterOption = None) -> None:
    """Print the log of decisions as JSON lines, the undone ones marked."""
    with existing(register) as opened:
        for decision in opened.decisions():
            sys.stdout.buffer.write(msgspec.json.encode(decision) + b"\n")
        sys.stdout.buffer.flush()


@decisions_app.command("import")
def import_command(
    path: Annotated[str, typer.Argument(help="A file of JSON lines, or - for standard input.", show_default=False)],
    register: RegisterOption = None,
) -> None:
    """Enter decisions from JSON lines; those that the register has already change nothing."""
    data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    found = [_parsed(path, number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip()]
    with open_register(register) as opened:
        new = opened.decide(found)
    typer.echo(f"{new} new, {len(found) - new} known", err=True)


@decisions_app.command("add")
def add_decision_command(
    kind: Annotated[str, typer.Argument(help="encounter, person, mechanism, instrument, state, date or undo.", show_default=False)],
    verdict: Annotated[str, typer.Argument(help="same or different; a state; a date; undone.", show_default=False)],
    ids: Annotated[list[str], typer.Argument(help="Ids of entities, or keys of items as `why` shows them.", show_default=False)],
    register: RegisterOption = None, by: ByOption = None,
    why: Annotated[str, typer.Option("--why", help="The reason, for those who come later.")] = "",
) -> None:  # fmt: skip
    """Decide one thing: that two are the same or different, a state, a date; or undo a decision."""
    with existing(register) as opened:
        items = tuple(opened.item_of(kind, id) for id in ids)
        decision = Decision(kind=kind, items=items, verdict=verdict, by=by or getpass.getuser(), at=now(), why=why)
        for warning in opened.warnings(decision):
            typer.echo(f"dragoman: warning: {warning}", err=True)
        opened.decide([decision])
        typer.echo(decision.id)


def _parsed(path: str, number: int, line: bytes) -> Decision:
    try:
        return msgspec.structs.replace(msgspec.json.decode(line, type=Decision), undone=False)
    except msgspec.DecodeError as error:
        raise DecisionError(
            f"{path}, line {number}: {error}; export one with `dragoman decisions export` to see the form"
        ) from error
