"""`dragoman evaluate`: the reader's records beside gold, as figures."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from dragoman.evaluation.calibration import Calibration, Reliability
from dragoman.evaluation.figures import Report, evaluate
from dragoman.evaluation.gold import load_gold
from dragoman.evaluation.tally import Answered, Found
from dragoman.model.source import Source
from dragoman.run.batch import Reading, read_all


class Format(StrEnum):
    """How figures are shown."""

    table = "table"
    json = "json"


def evaluate_command(
    folders: Annotated[
        list[Path],
        typer.Argument(help="Folders of texts with gold files beside them.", exists=True, file_okay=False, show_default=False),
    ],
    format: Annotated[Format, typer.Option(help="How to show the figures.")] = Format.table,
    faults: Annotated[bool, typer.Option("--faults", help="List each claim that was missed or wrong.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
) -> None:
    """Score the reader against gold: precision, recall and F1 by kind of claim, and the calibration of confidence."""
    golds = list(load_gold(folders))
    outcomes = list(read_all((Source(gold.name, gold.data) for gold in golds), jobs=jobs))
    for outcome in outcomes:
        if not isinstance(outcome, Reading):
            print(f"dragoman: {outcome}; it counts as a record without claims", file=sys.stderr)
    records = [outcome.record if isinstance(outcome, Reading) else None for outcome in outcomes]
    report = evaluate(zip(golds, records, strict=True))
    if format is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(as_json(report, faults=faults)), indent=1))
    else:
        for line in as_table(report, faults=faults):
            typer.echo(line)
    if None in records:
        raise typer.Exit(1)


def as_json(report: Report, *, faults: bool) -> dict[str, Any]:
    """Return a report as plain data: `all` and each language by its code, calibration, and faults where wanted."""
    out: dict[str, Any] = {"documents": report.documents, "without a record": report.without_record, "all": report.all}
    out |= report.languages
    out["calibration"] = report.calibration
    if faults:
        out["faults"] = report.faults
    return out


def as_table(report: Report, *, faults: bool) -> Iterator[str]:
    """Yield the lines of a report for a person."""
    yield f"{report.documents} documents, {len(report.without_record)} without a record"
    columns = {"all": report.all, **report.languages}
    yield f"{'':24}{'precision':>10}{'recall':>8}" + "".join(f"{name:>8}" for name in columns) + "    count"
    for what, figures in report.all.items():
        cells = "".join(_cell(column.get(what)) for column in columns.values())
        if isinstance(figures, Found):
            yield f"{what:24}{figures.precision:10.3f}{figures.recall:8.3f}{cells}  {figures.gold:7d}  F1"
        else:
            yield f"{what:24}{'':18}{cells}  {figures.asked:7d}  accuracy"
    yield ""
    yield from _calibration_table(report.calibration)
    if faults:
        yield ""
        yield from map(str, report.faults)


def _cell(figures: Found | Answered | None) -> str:
    if figures is None:
        return f"{'-':>8}"
    return f"{figures.f1 if isinstance(figures, Found) else figures.accuracy:8.3f}"


def _calibration_table(calibration: Calibration) -> Iterator[str]:
    yield f"{'confidence':24}{'claims':>8}{'said':>8}{'holds':>8}"
    for row in calibration.all.bins:
        yield f"{row.low:.1f} to {row.high:<17.1f}{row.claims:8d}{row.confidence:8.3f}{row.holds:8.3f}"
    yield ""
    yield f"{'calibration':24}{'claims':>8}{'error':>8}{'Brier':>8}"
    rows: dict[str, Reliability] = {"all": calibration.all, **calibration.kinds}
    for name, reliability in rows.items():
        yield f"{name:24}{reliability.claims:8d}{reliability.expected_error:8.3f}{reliability.brier:8.3f}"
