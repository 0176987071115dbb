"""The catalogue of public persons: every name means one party."""

from dragoman.reading.mentions.names import fold_name
from dragoman.vocab.load import codes, vocabulary


def test_every_party_is_known_and_no_name_speaks_for_two() -> None:
    parties = codes("parties", "party")
    seen: dict[tuple[str, ...], str] = {}
    for row in vocabulary("persons")["person"]:
        assert row["party"] in parties, row
        for name in (row["name"], *row.get("names", ())):
            assert seen.setdefault(fold_name(name), row["party"]) == row["party"], name
