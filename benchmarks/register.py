"""How fast a register grows, what one more document costs, how fast it answers, and how right its clusters are.

In: a number of claims (`--claims`) of an invented world, see `register_world.py`. Out: a table on standard output.
"""

import argparse
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.register_world import CLAIMS_PER_DOCUMENT, Told, World

from dragoman.register.append import Addition
from dragoman.register.items import claim_key
from dragoman.register.register import Register, open_register

BATCH = 1000
ONE_BY_ONE = 30
QUESTIONS = 40


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--pairs", type=int, help="so many pairs of parties, for a crowded world; left out, they grow with the claims"
    )
    wanted = parser.parse_args()
    documents = wanted.claims // CLAIMS_PER_DOCUMENT
    world = World(wanted.seed, happenings=max(documents * 2 // 5, 1000), pairs=wanted.pairs)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "register.db"
        register = open_register(place)
        told = world.tell(wanted.claims)
        truth: list[tuple[str, int, dict[str, int]]] = []
        grow(register, told, truth, wanted.claims)
        print(f"size of the file                {place.stat().st_size / 1e6:10.0f} MB")
        one_more(register, world, truth)
        ask(register, world, truth)
        judge(register, truth)
        register.close()


def grow(register: Register, told: Iterable[Told], truth: list[tuple[str, int, dict[str, int]]], claims: int) -> None:
    """Add everything in batches; print how fast the first and the last quarter went."""
    rates, total, spent = [], 0, 0.0
    documents = iter(told)
    while batch := list(islice(documents, BATCH)):
        made = sum(len(one.record.claims()) for one in batch)
        truth += [remembered(one) for one in batch]
        took = duration(lambda batch=batch: register.add([Addition(one.record, one.text) for one in batch]))
        rates.append(made / took)
        total += made
        spent += took
        if len(rates) % 10 == 0:
            print(f"  {total:9d} claims   {rates[-1]:8.0f} a second", flush=True)
    quarter = max(len(rates) // 4, 1)
    print(f"claims added                    {total:10d}")
    print(f"time                            {spent:10.1f} s   {total / spent:.0f} claims a second")
    print(
        f"first quarter / last quarter    {statistics.mean(rates[:quarter]):10.0f} / {statistics.mean(rates[-quarter:]):.0f} a second"
    )


def remembered(one: Told) -> tuple[str, int, dict[str, int]]:
    """Return of a document what judging needs."""
    return one.record.document.id, one.happening, one.people


def one_more(register: Register, world: World, truth: list[tuple[str, int, dict[str, int]]]) -> None:
    """Add single documents; print the median and the longest time."""
    more = world.tell(10**9)
    times = []
    for told in islice(more, ONE_BY_ONE):
        document = told.record.document
        document.id = document.id[::-1]
        document.source += "/more"
        truth.append(remembered(told))
        times.append(duration(lambda told=told: register.add([Addition(told.record, told.text)])))
    print(f"one more document, median       {statistics.median(times) * 1000:10.1f} ms   longest {max(times) * 1000:.1f} ms")


def ask(register: Register, world: World, truth: list[tuple[str, int, dict[str, int]]]) -> None:
    """Ask what desk officers ask; print the median and the longest time of each question."""
    pairs = [world.pairs[n % len(world.pairs)] for n in range(QUESTIONS)]
    seen = sorted({person for _, _, people in truth for person in people.values()})
    figures = {figure.id: figure for figure in world.figures}
    names = [" ".join(figures[seen[n * 7 % len(seen)]].name) for n in range(QUESTIONS)]
    questions: dict[str, Callable[[int], Any]] = {
        "find, two parties, verb, topic": lambda n: register.find(party=pairs[n], verb="agree", topic="trade"),
        "find, a word and a party": lambda n: register.find("trade", party=pairs[n][0]),
        "find, a frequent word": lambda n: register.find("trade"),
        "find, a person and a topic": lambda n: register.find(person=names[n], topic="energy"),
        "people, by name": lambda n: register.people(person=names[n]),
        "encounters, of a person": lambda n: register.encounters(person=names[n], limit=20),
        "encounters, two parties": lambda n: register.encounters(party=pairs[n], since="2015", limit=20),
        "ledger, two parties": lambda n: register.ledger(party=pairs[n], limit=20),
        "ledger, overdue": lambda n: register.ledger(party=pairs[n], status="overdue", as_of="2024-06-01", limit=20),
        "series, two parties": lambda n: register.series(party=pairs[n]),
    }
    for name, question in questions.items():
        times = [duration(lambda n=n, question=question: question(n)) for n in range(QUESTIONS)]
        print(f"{name:32}{statistics.median(times) * 1000:10.1f} ms   longest {max(times) * 1000:.1f} ms")


def judge(register: Register, truth: list[tuple[str, int, dict[str, int]]]) -> None:
    """Compare clusters with the truth, in pairs of reports and of mentions."""
    encounters = dict(register.store.rows("SELECT key, entity FROM item WHERE kind = 'encounter'"))
    print_f1("encounters", [(encounters[claim_key(id, "encounters/0")], event) for id, event, _ in truth])
    print_f1("people", people_pairs(register, truth))


def people_pairs(register: Register, truth: list[tuple[str, int, dict[str, int]]]) -> list[tuple[str, int]]:
    """Return for each mention of a person where it came to lie and who it is."""
    forms: dict[tuple[str, str], str] = {}
    statement = (
        "SELECT d.id, s.name, i.entity FROM sighting s JOIN item i ON i.n = s.item JOIN document d ON d.n = s.document"
        " WHERE i.kind = 'person'"
    )
    for id, name, entity in register.store.stream(statement):
        forms[(id, name)] = entity
    return [(forms[(id, name)], person) for id, _, people in truth for name, person in people.items()]


def print_f1(what: str, pairs: list[tuple[Any, Any]]) -> None:
    """Print precision, recall and F1 of the pairs that two clusterings put together."""

    def together(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    hit = together(Counter(pairs).values())
    got, wanted = together(Counter(a for a, _ in pairs).values()), together(Counter(b for _, b in pairs).values())
    print(f"{what + ', pairs':32}{2 * hit / (got + wanted):10.4f} F1   precision {hit / got:.4f}   recall {hit / wanted:.4f}")


def duration(work: Callable[[], Any]) -> float:
    """Return the seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
