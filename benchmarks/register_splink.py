"""People resolved by Dragoman and by splink: the same table of forms of names, in one run, judged by the same truth.

In: a number of claims (`--claims`) of the invented world of `register_world.py`, as forms: a name with its party, its office and the days
between which it was seen. Out: a table on standard output: precision, recall and F1 in pairs of forms and in pairs of mentions, and seconds.

Neither is told the truth. Splink estimates its weights from the table itself; its threshold alone is chosen by the truth, the best of
several, so that what it could do is compared and not a setting. Needs `pip install 'dragoman[benchmark]'`.
"""

import argparse
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version
from typing import Any, NamedTuple

from anyascii import anyascii
from benchmarks.register_world import CLAIMS_PER_DOCUMENT, World

from dragoman.register.items import items_of
from dragoman.register.resolution.clusters import connect, pair_of
from dragoman.register.resolution.people import PersonForm, blocks, compare_people

THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.993, 0.995, 0.997)
NEAR_DAYS = 400
SEED = 1


class Table(NamedTuple):
    """Forms by key, and how often each was said of which person of the world."""

    forms: dict[str, PersonForm]
    said: Counter[tuple[str, int]]


def main() -> None:
    """Resolve with both, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=SEED)
    wanted = parser.parse_args()
    table = table_of(wanted.claims, wanted.seed)
    people = len({person for _, person in table.said})
    print(f"forms {len(table.forms)}   mentions {table.said.total()}   people {people}")
    print(f"{'':34}{'pairs of forms':>32}{'pairs of mentions':>32}{'seconds':>10}")
    start = time.perf_counter()
    ours = by_dragoman(table.forms)
    print_row("dragoman", ours, table, time.perf_counter() - start)
    theirs = by_splink(table.forms)
    best = max(theirs, key=lambda threshold: quality(form_pairs(theirs[threshold][0], table))[2])
    for threshold, (clusters, seconds) in theirs.items():
        mark = " (its best)" if threshold == best else ""
        print_row(f"splink {version('splink')}, from {threshold}{mark}", clusters, table, seconds)


def table_of(claims: int, seed: int) -> Table:
    """Return all forms of names that a world of so many claims holds."""
    world = World(seed, happenings=max(claims // CLAIMS_PER_DOCUMENT * 2 // 5, 1000))
    forms: dict[str, PersonForm] = {}
    said: Counter[tuple[str, int]] = Counter()
    for told in world.tell(claims):
        for seen in items_of(told.record).sightings:
            if isinstance(seen.form, PersonForm):
                known = forms.get(seen.key)
                forms[seen.key] = known.absorb(seen.form.first) if known else seen.form
                said[(seen.key, told.people[seen.name])] += 1
    return Table(dict(sorted(forms.items())), said)


def by_dragoman(forms: Mapping[str, PersonForm]) -> dict[str, int]:
    """Return the cluster of each form, as the register works it out."""
    standing: dict[str, list[str]] = defaultdict(list)
    for key, form in forms.items():
        for block in blocks(form):
            if not block.startswith("name|"):  # for questions only
                standing[block].append(key)
    pairs = {pair_of(a, b) for keys in standing.values() for n, a in enumerate(keys) for b in keys[n + 1 :]}
    components = connect(forms, sorted(pairs), compare_people, {})
    clusters = [cluster for component in components for cluster in component.clusters]
    return {key: n for n, cluster in enumerate(clusters) for key in cluster}


def rows_for_splink(forms: Mapping[str, PersonForm]) -> Any:
    """Return the table as splink is best served: names without diacritics, their words sorted, initials apart from full words."""
    import pyarrow

    rows = []
    for key, form in forms.items():
        words = anyascii(form.name).lower().split()
        full = sorted(word for word in words if not word.endswith("."))
        rows.append({
            "unique_id": key, "party": form.party, "office": form.office or None, "name": " ".join(sorted(words)), "words": full,
            "initials": sorted(word[0] for word in words), "shortened": len(full) < len(words),
            "first_seen": day(form.first), "last_seen": day(form.last),
        })  # fmt: skip
    return pyarrow.Table.from_pylist(rows)


def day(ordinal: int) -> date | None:
    """Return the day with that number, or None where it is not known."""
    return date.fromordinal(ordinal) if ordinal else None


def splink_settings() -> Any:
    """Return how splink compares: names in levels of likeness, parties, offices weighed by how frequent they are, times of office."""
    import splink.comparison_level_library as level
    import splink.comparison_library as comparison
    from splink import SettingsCreator, block_on

    shortened = (
        "(shortened_l OR shortened_r) AND len(list_intersect(words_l, words_r)) >= 1"
        " AND list_sort(initials_l) = list_sort(initials_r)"
    )
    apart = "greatest(date_diff('day', last_seen_l, first_seen_r), date_diff('day', last_seen_r, first_seen_l))"
    names = comparison.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            level.NullLevel("name"),
            level.ExactMatchLevel("name", term_frequency_adjustments=True),
            level.CustomLevel(shortened, label_for_charts="initials and a word in common"),
            level.LevenshteinLevel("name", 1),
            level.JaroWinklerLevel("name", 0.95),
            level.JaroWinklerLevel("name", 0.88),
            level.CustomLevel("len(list_intersect(words_l, words_r)) >= 1", label_for_charts="a word in common"),
            level.ElseLevel(),
        ],
    )
    times = comparison.CustomComparison(
        output_column_name="times",
        comparison_levels=[
            level.CustomLevel("first_seen_l IS NULL OR first_seen_r IS NULL").configure(is_null_level=True),
            level.CustomLevel(f"{apart} <= 0", label_for_charts="seen at one time"),
            level.CustomLevel(f"{apart} <= {NEAR_DAYS}", label_for_charts="seen soon after one another"),
            level.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            names,
            comparison.ExactMatch("party"),
            comparison.ExactMatch("office").configure(term_frequency_adjustments=True),
            times,
        ],
        blocking_rules_to_generate_predictions=[
            block_on("party", "words", arrays_to_explode=["words"]),
            block_on("party", "office", "substr(name, 1, 3)"),
            block_on("party", "office", "initials"),
        ],
        additional_columns_to_retain=["words", "initials", "shortened", "first_seen", "last_seen"],
        retain_matching_columns=False,
    )


def by_splink(forms: Mapping[str, PersonForm]) -> dict[float, tuple[dict[str, int], float]]:
    """Return, for each threshold, the cluster of each form, and the seconds that it would have taken with this threshold alone."""
    from splink import DuckDBAPI, Linker, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    start = time.perf_counter()
    database = DuckDBAPI()
    linker = Linker(database.register(rows_for_splink(forms), table_name="forms"), splink_settings(), log_level=logging.ERROR)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("party", "name")], recall=0.4)
    training.estimate_u_using_random_sampling(max_pairs=5e6, seed=SEED)
    # Names are learnt among those of one office, offices and parties among those of one name.
    training.estimate_parameters_using_expectation_maximisation(block_on("party", "office"), record_sample_proportion=1.0)
    training.estimate_parameters_using_expectation_maximisation(block_on("name"), record_sample_proportion=1.0)
    scored = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    trained = time.perf_counter() - start
    found = {}
    for threshold in THRESHOLDS:
        start = time.perf_counter()
        clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, threshold_match_probability=threshold)
        rows = clustered.as_record_list()
        numbers = {cluster: n for n, cluster in enumerate({row["cluster_id"] for row in rows})}
        clusters = {row["unique_id"]: numbers[row["cluster_id"]] for row in rows}
        found[threshold] = clusters, trained + time.perf_counter() - start
    return found


def form_pairs(clusters: Mapping[str, int], table: Table) -> Counter[tuple[int, int]]:
    """Return how many forms lie in each cluster of each person: a form that two people share is of the one it was most said of."""
    most: dict[str, tuple[int, int]] = {}
    for (key, person), times in table.said.items():
        most[key] = max(most.get(key, (0, 0)), (times, -person))
    return Counter((clusters[key], -person) for key, (_, person) in most.items())


def mention_pairs(clusters: Mapping[str, int], table: Table) -> Counter[tuple[int, int]]:
    """Return how many mentions lie in each cluster of each person."""
    found: Counter[tuple[int, int]] = Counter()
    for (key, person), times in table.said.items():
        found[(clusters[key], person)] += times
    return found


def quality(placed: Counter[tuple[int, int]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs that lie together."""

    def together(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    clusters: Counter[int] = Counter()
    people: Counter[int] = Counter()
    for (cluster, person), times in placed.items():
        clusters[cluster] += times
        people[person] += times
    hit, got, wanted = together(placed.values()), together(clusters.values()), together(people.values())
    return hit / max(got, 1), hit / max(wanted, 1), 2 * hit / max(got + wanted, 1)


def print_row(what: str, clusters: Mapping[str, int], table: Table, seconds: float) -> None:
    """Print one line of the table: precision, recall and F1, twice, and the time."""
    figures = [*quality(form_pairs(clusters, table)), *quality(mention_pairs(clusters, table))]
    forms, mentions = ("".join(f"{figure:>10.4f}" for figure in three) for three in (figures[:3], figures[3:]))
    print(f"{what:34}{forms:>32}{mentions:>32}{seconds:>10.1f}")


if __name__ == "__main__":
    main()
