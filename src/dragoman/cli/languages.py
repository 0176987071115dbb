"""`dragoman languages`: which languages are read, and what each pack covers."""

import typer

from dragoman.lang.pack import Pack, available_packs, load_pack

HEADINGS = ("code", "language", "version", "status", "phrases")


def languages_command() -> None:
    """List the language packs and what each covers."""
    packs = [load_pack(code) for code in available_packs()]
    rows = [HEADINGS, *(_row(pack) for pack in packs)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for pack in packs:
        typer.echo(f"\n{pack.name} covers, in phrases:")
        for stem, count in sorted(pack.counts.items()):
            typer.echo(f"  {stem:14}{count:6}")


def _row(pack: Pack) -> tuple[str, ...]:
    return (pack.code, pack.name, pack.version, pack.status, str(sum(pack.counts.values())))
