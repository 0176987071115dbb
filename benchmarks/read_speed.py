"""How fast Dragoman reads, how fast it starts, how much memory it takes, and what other readers do beside it.

In: folders of texts (by default those of the repository). Out: a table on standard output. See README.md beside this file.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import dragoman

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDERS = (REPOSITORY / "examples", REPOSITORY / "tests" / "gold")
ROUNDS = 5
STARTS = 7
OTHER_READER_SECONDS = 60.0


def texts_by_language(folders: list[Path]) -> dict[str, list[tuple[str, str]]]:
    """Return the texts under `folders` by the language that Dragoman finds them to be in."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        record = dragoman.read(text, source=path.name)
        if record.document.language:
            found.setdefault(record.document.language, []).append((path.name, text))
    return found


def best_rate(texts: list[tuple[str, str]]) -> float:
    """Return the documents a second of the best round."""

    def read_all() -> None:
        for name, text in texts:
            dragoman.read(text, source=name)

    return len(texts) / min(duration(read_all, time.process_time) for _ in range(ROUNDS))


def duration(work: Callable[[], None], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds that `work` takes by a clock: the one on the wall, or the processor's own."""
    start = clock()
    work()
    return clock() - start


def start_up(path: Path) -> float:
    """Return the median time of `dragoman read FILE` as a process of its own."""
    command = [sys.executable, "-m", "dragoman.cli.main", "read", str(path)]

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    return statistics.median(duration(run) for _ in range(STARTS))


def underthesea_reader() -> Callable[[str], object]:
    """underthesea's named-entity recognition (Vietnamese)."""
    from underthesea import ner

    ner("Việt Nam và Nga")  # loads its model
    read: Callable[[str], object] = ner
    return read


def natasha_reader() -> Callable[[str], object]:
    """natasha's named-entity recognition (Russian)."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def read(text: str) -> object:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return doc.spans

    return read


def spacy_reader() -> Callable[[str], object]:
    """spaCy's tokens and sentences (English): none of its trained pipelines installs from the package registry alone."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    read: Callable[[str], object] = pipeline
    return read


OTHER_READERS = {
    "vi": ("underthesea, named entities", underthesea_reader),
    "ru": ("natasha, named entities", natasha_reader),
    "en": ("spaCy, tokens and sentences only", spacy_reader),
}


def other_reader_rate(read: Callable[[str], object], texts: list[tuple[str, str]]) -> float:
    """Return the documents a second that another reader does, of as many as it reads in a minute."""
    start = time.process_time()
    done = 0
    for _, text in texts:
        read(text)
        done += 1
        if time.process_time() - start > OTHER_READER_SECONDS:
            break
    return done / (time.process_time() - start)


def main() -> None:
    """Measure and print."""
    folders = [Path(argument) for argument in sys.argv[1:]] or list(FOLDERS)
    texts = texts_by_language(folders)
    rates: dict[str, float] = {}
    for language in sorted(texts):
        if not any(dragoman.read(text, source=name).claims() for name, text in texts[language]):
            continue  # a language without a pack is decoded and no more: its rate would flatter
        size = sum(len(text.encode()) for _, text in texts[language]) / len(texts[language])
        rates[language] = best_rate(texts[language])
        print(
            f"{language}: {len(texts[language]):3d} documents of {size / 1000:.1f} kB   {rates[language]:8.1f} documents a second"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before the other reader loads its model
    print(f"peak memory                      {memory:8.1f} MB")
    example = next(path for folder in folders for path in sorted(folder.rglob("vi-*.txt")) + sorted(folder.rglob("*.txt")))
    print(f"start-up, {example.name:22} {start_up(example):8.2f} s")
    for language, (name, load) in OTHER_READERS.items():
        if language not in rates:
            continue
        try:
            other = other_reader_rate(load(), texts[language])
        except ImportError:
            print(f"{language}: {name}: not installed, no comparison (make bench installs it)")
            continue
        print(f"{language}: {name:33} {other:8.2f} documents a second; Dragoman is {rates[language] / other:.1f} times as fast")


if __name__ == "__main__":
    main()
