"""A progress bar on standard error: only on a terminal, and only where there is more than one document."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import TracebackType
from typing import Any


class Progress:
    """Shows how many of `total` documents are done, and keeps messages and records from breaking into the bar."""

    def __init__(self, total: int, *, stdout_on_terminal: bool) -> None:
        """Begin a bar, or none at all."""
        self._bar: Any = None
        self._task: Any = None
        self._shares_terminal = stdout_on_terminal
        if total > 1 and sys.stderr.isatty():
            # Only here: the terminal library costs a tenth of a second at start-up.
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
            self._task = self._bar.add_task("reading", total=total)

    def __enter__(self) -> "Progress":
        """Show the bar."""
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    def advance(self) -> None:
        """Count one document as done."""
        if self._bar:
            self._bar.advance(self._task)

    def say(self, message: str) -> None:
        """Print a message on standard error, out of the way of the bar."""
        with self._hidden() if self._bar else nullcontext():
            print(message, file=sys.stderr)

    def aside(self) -> AbstractContextManager[None]:
        """Return a context in which standard output may be written without breaking into the bar."""
        return self._hidden() if self._bar and self._shares_terminal else nullcontext()

    @contextmanager
    def _hidden(self) -> Iterator[None]:
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()
