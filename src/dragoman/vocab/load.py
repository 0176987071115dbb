"""Read the shared vocabularies. In: `vocab/<stem>.toml`. Out: its tables, read once a process."""

from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from dragoman.errors import VocabError

Table = dict[str, Any]


@cache
def vocabulary(stem: str) -> dict[str, list[Table]]:
    """Return the tables of `vocab/<stem>.toml`. Raises `VocabError` where there is none or it does not parse."""
    try:
        text = (files("dragoman.vocab") / f"{stem}.toml").read_text(encoding="utf-8")
        return tomli.loads(text)
    except FileNotFoundError as error:
        raise VocabError(f"no vocabulary {stem!r}: look in dragoman/vocab for the names there are") from error
    except tomli.TOMLDecodeError as error:
        raise VocabError(f"vocab/{stem}.toml: {error}") from error


@cache
def by_key(stem: str, table: str, key: str) -> dict[str, Table]:
    """Return the tables named `table` of a vocabulary, by their value of `key`."""
    return {row[key]: row for row in vocabulary(stem).get(table, [])}


@cache
def codes(stem: str, table: str) -> frozenset[str]:
    """Return the codes of a closed list."""
    return frozenset(by_key(stem, table, "code"))
