"""Read documents and add them to a register. In: sources, lazily. Out: an `Outcome` for each document, in order, as batches are added.

Each batch is one transaction, so whatever ends the process leaves whole batches, and the same call goes on where it ended: documents that
the register knows are not read again.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import msgspec

from dragoman.model.record import Record
from dragoman.model.source import Failure, Source
from dragoman.register.append import Addition
from dragoman.register.register import Register
from dragoman.run.batch import Reading, read_all

BATCH = 100
Decode = Callable[[bytes], str]


class Result(msgspec.Struct, frozen=True):
    """What came of one document: `new`, `known`, or why it was skipped."""

    source: str
    state: str
    failure: Failure | None = None


def add_all(
    register: Register, sources: Iterable[Source | Failure], *, decode: Decode, language: str = "auto", jobs: int = 1,
    retrieved: str | None = None, batch: int = BATCH,
) -> Iterator[Result]:  # fmt: skip
    """Read `sources` and add them to `register`, `batch` documents at a time; yield what came of each once it is in.

    `decode` gives the text of a document's bytes, as the reader decodes them. `retrieved` is the time at which the documents were
    retrieved (ISO 8601); without it that is the time at which a file was changed. Raises `RegisterError`.
    """
    rest = iter(sources)
    while chunk := list(islice(rest, batch)):
        ids = {source.name: hashlib.sha256(source.data).hexdigest() for source in chunk if isinstance(source, Source)}
        known = register.known(sorted(set(ids.values())))
        unread = [source for source in chunk if isinstance(source, Failure) or ids[source.name] not in known]
        outcomes = iter(read_all(unread, language=language, jobs=jobs))
        additions, results = [], []
        for source in chunk:
            when = _when(source, retrieved)
            if isinstance(source, Source) and ids[source.name] in known:
                additions.append(Addition(named(known[ids[source.name]][0], source.name), known[ids[source.name]][1], when))
                results.append(Result(source.name, "known"))
                continue
            outcome = next(outcomes)
            if isinstance(outcome, Reading):
                additions.append(Addition(outcome.record, decode(outcome.source.data), when))
                results.append(Result(outcome.source.name, "new"))
            else:
                results.append(Result(outcome.source, "skipped", outcome))
        register.add(additions)
        yield from results


def reread_all(register: Register, *, jobs: int = 1, batch: int = BATCH) -> Iterator[Result]:
    """Read all documents of `register` again, from the text that it keeps, and replace the records that come out differently."""
    places = register.documents()
    while chunk := list(islice(places, batch)):
        outcomes = read_all([Source(source, text.encode("utf-8", "surrogatepass")) for source, _, text in chunk], jobs=jobs)
        additions, results = [], []
        for (source, old, text), outcome in zip(chunk, outcomes, strict=True):
            if isinstance(outcome, Failure):
                results.append(Result(source, "skipped", outcome))
                continue
            document = msgspec.structs.replace(outcome.record.document, id=old.document.id, notes=old.document.notes)
            record = msgspec.structs.replace(outcome.record, document=document)
            additions.append(Addition(record, text))
            results.append(Result(source, "known" if record == named(old, source) else "changed"))
        register.add(additions, replace=True)
        yield from results


def named(record: Record, source: str) -> Record:
    """Return a record as of a document at another source."""
    return msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, source=source))


def _when(source: Source | Failure, retrieved: str | None) -> str:
    """When a document was retrieved: as given, or when its file was changed; empty where neither is known."""
    if retrieved is not None or isinstance(source, Failure):
        return retrieved or ""
    try:
        changed = Path(source.name).stat().st_mtime
    except (OSError, ValueError):
        return ""
    return datetime.fromtimestamp(changed, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
