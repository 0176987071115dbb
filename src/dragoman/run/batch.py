"""Read many documents. In: sources, lazily. Out: for each, in order, a `Reading` or a `Failure`.

Nothing that happens to one document stops the others: not an error of ours, not a fault in the engine, and with more than
one process not even the death of a process.
"""

import itertools
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context

import msgspec

from dragoman.errors import DragomanError
from dragoman.model.record import Record
from dragoman.model.source import Failure, Source
from dragoman.reading.read import read

Reader = Callable[[Source], Record]
# A document costs milliseconds and a hand-over about one; with sixteen at a time the hand-over is lost in the noise.
CHUNK = 16


class Reading(msgspec.Struct, frozen=True):
    """A document that was read, with what was read in it."""

    source: Source
    record: Record


Outcome = Reading | Failure
_Pending = tuple[list[Source | Failure], "Future[list[Record | Failure]]"]


def read_all(sources: Iterable[Source | Failure], *, language: str = "auto", jobs: int = 1) -> Iterator[Outcome]:
    """Yield the outcome of each of `sources`, in their order; a `Failure` among them is passed on in its place.

    `sources` is read no further ahead than the processes need. With `jobs` above 1 a script needs the usual
    `if __name__ == "__main__":` guard.
    """
    reader = partial(read_source, language=language)
    return _in_turn(sources, reader) if jobs <= 1 else _side_by_side(sources, reader, jobs)


def read_source(source: Source, language: str = "auto") -> Record:
    """Return the record of one source. Raises what `dragoman.read` raises."""
    return read(source.data, source=source.name, language=language)


def attempt(source: Source | Failure, reader: Reader) -> Record | Failure:
    """Return what `reader` makes of `source`, or a `Failure` for whatever it raises."""
    if isinstance(source, Failure):
        return source
    try:
        return reader(source)
    except DragomanError as error:
        return Failure(source.name, error.code, str(error))
    except MemoryError:
        return Failure(source.name, "memory", "does not fit into memory; split it, or read it on a larger machine")
    except Exception as error:  # a fault in the engine must not cost the other documents
        reason = f"{type(error).__name__}: {error}"[:300]
        return Failure(source.name, "fault", f"a fault in Dragoman ({reason}); please report it with the document")


def _in_turn(sources: Iterable[Source | Failure], reader: Reader) -> Iterator[Outcome]:
    for source in sources:
        yield _outcome(source, attempt(source, reader))


def _outcome(source: Source | Failure, result: Record | Failure) -> Outcome:
    if isinstance(source, Failure):
        return source
    return result if isinstance(result, Failure) else Reading(source, result)


def _attempt_each(chunk: list[Source | Failure], reader: Reader) -> list[Record | Failure]:
    return [attempt(source, reader) for source in chunk]


def _side_by_side(sources: Iterable[Source | Failure], reader: Reader, jobs: int) -> Iterator[Outcome]:
    """Read chunks in `jobs` processes, a few chunks ahead of what has been asked for."""
    rest = iter(sources)
    pending: deque[_Pending] = deque()
    pool = _pool(jobs)
    try:
        while True:
            while len(pending) < 2 * jobs and (chunk := list(itertools.islice(rest, CHUNK))):
                pending.append((chunk, _hand_over(pool, chunk, reader)))
            if not pending:
                return
            chunk, future = pending.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                # A process died (out of memory, mostly) and took all pending chunks with it. Nobody can say which document it
                # was, so those of this chunk go one at a time, and the other chunks that were not done start again.
                pool.shutdown(cancel_futures=True)
                pool = _pool(jobs)
                results = [_attempt_alone(source, reader) for source in chunk]
                pending = deque((c, f if _is_done(f) else _hand_over(pool, c, reader)) for c, f in pending)
            yield from map(_outcome, chunk, results)
    finally:
        pool.shutdown(cancel_futures=True)


def _hand_over(pool: ProcessPoolExecutor, chunk: list[Source | Failure], reader: Reader) -> "Future[list[Record | Failure]]":
    """Submit a chunk; a pool that has died answers as a chunk that was lost with it does."""
    try:
        return pool.submit(_attempt_each, chunk, reader)
    except BrokenProcessPool as error:
        lost: Future[list[Record | Failure]] = Future()
        lost.set_exception(error)
        return lost


def _is_done(future: "Future[list[Record | Failure]]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _attempt_alone(source: Source | Failure, reader: Reader) -> Record | Failure:
    """Return what a process of its own makes of `source`, or a `Failure` where it does not survive."""
    if isinstance(source, Failure):
        return source
    with _pool(1) as pool:
        try:
            return pool.submit(attempt, source, reader).result()
        except BrokenProcessPool:
            return Failure(source.name, "process-died", "reading it killed its process, probably for want of memory; split it")


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawn: a process that was forked from one with threads (a progress bar has one) may hang.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interruption_to_the_parent)


def _leave_interruption_to_the_parent() -> None:
    """Keep Ctrl-C, which a terminal sends to every process, from ending each of ours with a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
