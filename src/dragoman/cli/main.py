"""The command `dragoman`: the table of its commands, and the promise that no user sees a traceback."""

import os
import sys
from collections.abc import Callable
from importlib.metadata import version as installed_version
from typing import Annotated, NoReturn

import typer

from dragoman.cli.add import add_command, dump_command, reread_command
from dragoman.cli.ask import due_command, encounters_command, find_command, ledger_command, people_command, series_command
from dragoman.cli.evaluate import evaluate_command
from dragoman.cli.languages import languages_app
from dragoman.cli.read import read_command
from dragoman.cli.review import decisions_app, review_command
from dragoman.cli.show import show_command, why_command
from dragoman.errors import DragomanError

COMMANDS: dict[str, Callable[..., None]] = {
    "read": read_command,
    "add": add_command,
    "find": find_command,
    "people": people_command,
    "encounters": encounters_command,
    "series": series_command,
    "ledger": ledger_command,
    "due": due_command,
    "show": show_command,
    "why": why_command,
    "review": review_command,
    "dump": dump_command,
    "reread": reread_command,
    "evaluate": evaluate_command,
}

app = typer.Typer(
    name="dragoman",
    help="Read diplomatic readouts into evidence-linked records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
app.add_typer(decisions_app, name="decisions")
app.add_typer(languages_app, name="languages")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {installed_version('dragoman')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Read diplomatic readouts into evidence-linked records."""


def run() -> None:
    """Run the command line: what the installed command calls."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows its number; it is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except SystemExit as leave:
        _leave(leave.code)
    except BrokenPipeError:
        # Whoever read our output has left (`| head`). The stream is closed for good, or Python complains again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        _complain("stopped")
        sys.exit(130)
    except DragomanError as error:
        _complain(f"{error} [{error.code}]")
        sys.exit(1)
    except OSError as error:
        _complain(f"{error.filename or 'input or output'}: {error.strerror or error} [unreadable]")
        sys.exit(1)
    except Exception as error:
        _complain(f"a fault in Dragoman ({type(error).__name__}: {error}); please report it with what you did [fault]")
        sys.exit(1)


def _leave(code: object) -> NoReturn:
    """End the process at once: to free a compiled pack phrase by phrase takes as long as to read a page."""
    status = code if isinstance(code, int) else 0 if code is None else 1
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        status = 1
    os._exit(status)


def _complain(message: str) -> None:
    print(f"dragoman: {message}", file=sys.stderr)


if __name__ == "__main__":
    run()
