"""`dragoman languages`: which languages are read, what each pack covers, whether a pack is sound, and the forms of its words."""

from typing import Annotated

import typer

from dragoman.evaluation.examples import failures
from dragoman.lang.check import faults
from dragoman.lang.inflect import as_toml, forms_of
from dragoman.lang.morphology import load_morphology
from dragoman.lang.pack import PACKS, Pack, about, available_packs, load_pack, read_tables

HEADINGS = ("code", "language", "version", "status", "phrases")

languages_app = typer.Typer(invoke_without_command=True, help="List the language packs; check one; write the forms of its words.")


@languages_app.callback()
def list_command(context: typer.Context) -> None:
    """List the language packs and what each covers."""
    if context.invoked_subcommand is not None:
        return
    packs = [load_pack(code) for code in available_packs()]
    rows = [HEADINGS, *(_row(pack) for pack in packs)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for pack in packs:
        typer.echo(f"\n{pack.name} covers, in phrases:")
        for stem, count in sorted(pack.counts.items()):
            typer.echo(f"  {stem:14}{count:6}")


@languages_app.command("check")
def check_command(pack: Annotated[str, typer.Argument(help="Code of the pack, such as `vi`.")]) -> None:
    """Check a pack: names that lack, codes that are unknown, examples that fail, entries that shadow one another."""
    found = faults(pack)
    if not found:
        found = failures(pack)  # examples are read only with a pack whose tables are sound
    for fault in found:
        typer.echo(fault)
    typer.echo(f"{pack}: {len(found)} faults" if found else f"{pack}: no fault")
    raise typer.Exit(1 if found else 0)


@languages_app.command("forms")
def forms_command(pack: Annotated[str, typer.Argument(help="Code of the pack, such as `ru`.")]) -> None:
    """Write a pack's `forms.toml` anew, by the morphology that its `pack.toml` names."""
    morphology = load_morphology(about(pack).get("morphology", ""))
    if morphology is None:
        typer.echo(f"{pack}: pack.toml names no morphology; its forms.toml, if there is one, is written by hand")
        raise typer.Exit(1)
    data = read_tables(PACKS / pack)
    path = PACKS / pack / "forms.toml"
    path.write_text(as_toml(data, forms_of(data, morphology)), encoding="utf-8")
    typer.echo(f"{path} written")


def _row(pack: Pack) -> tuple[str, ...]:
    return (pack.code, pack.name, pack.version, pack.status, str(sum(pack.counts.values())))
