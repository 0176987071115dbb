"""Load a language pack. In: a folder of TOML. Out: a `Pack`: its phrases compiled, its settings as they stand.

A phrase means one or more `Meaning`s, each in a layer. Within a layer the longest phrase wins; layers do not compete, so that
"South China Sea" may be a topic inside the name of a code of conduct.
"""

import gc
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from dragoman.errors import PackError
from dragoman.lang.compiled import kept
from dragoman.lang.forms import Forms
from dragoman.model.mention import Meaning
from dragoman.text.phrases import Phrases

PACKS = Path(__file__).parent / "packs"
STEMS = (
    "pack", "sentences", "parts", "dates", "numbers", "people", "offices", "parties", "places", "actors", "acts", "encounters",
    "mechanisms", "topics", "ties", "instruments", "milestones", "mandates", "forms",
)  # fmt: skip
# The tables that hold phrases: file, table, layer. What a table means is decided in the module of its stem.
PHRASE_TABLES = (
    ("people", "honorific", "main"), ("people", "link", "main"), ("offices", "office", "main"), ("offices", "rank", "main"),
    ("offices", "body", "main"), ("offices", "qualifier", "main"), ("offices", "department", "main"), ("places", "place", "main"),
    ("actors", "actor", "main"), ("acts", "act", "main"), ("sentences", "word", "main"), ("encounters", "encounter", "frame"),
    ("encounters", "other", "frame"),
    ("encounters", "cue", "cue"), ("mechanisms", "known", "frame"), ("mechanisms", "noun", "frame"),
    ("mechanisms", "sitting", "frame"), ("topics", "topic", "topic"), ("ties", "tie", "bond"), ("ties", "cue", "cue"),
    ("instruments", "known", "bond"), ("instruments", "kind", "bond"), ("instruments", "action", "cue"),
    ("milestones", "milestone", "anniversary"), ("mandates", "mandate", "bond"),
)  # fmt: skip


# The names of a party, each with how it is inflected where the pack inflects.
PARTY_KEYS = {"names": "noun", "adjectives": "adjective", "people": "noun", "metonyms": "noun", "compounds": ""}


class Pack(NamedTuple):
    """A language as the engine sees it."""

    code: str
    name: str
    version: str
    status: str
    data: dict[str, dict[str, Any]]
    phrases: Phrases[Meaning]
    counts: dict[str, int]

    def settings(self, stem: str, table: str) -> dict[str, Any]:
        """Return a settings table of a file, empty where the pack has none."""
        found: dict[str, Any] = self.data.get(stem, {}).get(table, {})
        return found

    def function_words(self, code: str) -> frozenset[str]:
        """Return the function words of a code, such as `and`."""
        rows = self.data.get("sentences", {}).get("word", [])
        return frozenset(phrase for row in rows if row["code"] == code for phrase in row["phrases"])

    def words(self, stem: str, key: str) -> list[str]:
        """Return a plain list of a file, empty where the pack has none."""
        found: list[str] = self.data.get(stem, {}).get(key, [])
        return found


@cache
def available_packs(folder: Path = PACKS) -> tuple[str, ...]:
    """Return the codes of the packs there are, `common` left out."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/pack.toml") if path.parent.name != "common"))


@contextmanager
def _without_collector() -> Iterator[None]:
    """A pack is many objects and all of them stay: looking for garbage among them costs a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def about(code: str, folder: Path = PACKS) -> dict[str, Any]:
    """Return what `pack.toml` says of a pack, without reading its other files. Raises `PackError` where there is none."""
    try:
        return tomli.loads((folder / code / "pack.toml").read_text(encoding="utf-8"))
    except (OSError, tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{folder / code / 'pack.toml'}: {error}") from error


@cache
def common(stem: str) -> dict[str, Any]:
    """Return a file of what no language owns."""
    return read_tables(PACKS / "common").get(stem, {})


def expand(table: dict[str, Any]) -> Iterator[str]:
    """Yield the phrases of a table, its `product` written out."""
    yield from table.get("phrases", [])
    if "product" in table:
        for words in itertools.product(*table["product"]):
            yield " ".join(word for word in words if word)


@cache
def load_pack(code: str, folder: Path = PACKS) -> Pack:
    """Return the pack of a language. Raises `PackError` where it is missing or a file does not parse."""
    with _without_collector():
        pack: Pack = kept(folder / code, lambda: _load(code, folder))
        return pack


def _load(code: str, folder: Path) -> Pack:
    data = read_tables(folder / code)
    if "pack" not in data:
        raise PackError(f"no language pack {code!r} in {folder}: see `dragoman languages` for those there are")
    about = data["pack"]
    meanings = list(meanings_of(data))
    counts: dict[str, int] = {}
    for stem, _, _ in meanings:
        counts[stem] = counts.get(stem, 0) + 1
    return Pack(
        code=code, name=about["name"], version=about["version"], status=about["status"], data=data, counts=counts,
        phrases=Phrases(
            ((phrase, meaning) for _, phrase, meaning in meanings),
            group=_layer, kind=_kind,
        ),
    )  # fmt: skip


def _layer(meaning: Meaning) -> str:
    return meaning.layer


def _kind(meaning: Meaning) -> str:
    return meaning.kind


def read_tables(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the tables of each TOML file of a pack, by stem. Raises `PackError` naming the file that does not parse."""
    tables = {}
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in STEMS:
            raise PackError(f"{path}: no pack file has this name; the names are {', '.join(STEMS)}")
        try:
            tables[path.stem] = tomli.loads(path.read_text(encoding="utf-8"))
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
            raise PackError(f"{path}: {error}") from error
    return tables


def meanings_of(data: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, Meaning]]:
    """Yield (file, phrase, meaning) for every phrase of a pack, in all of its forms."""
    forms = Forms(data)
    for stem, kind, layer in PHRASE_TABLES:
        whole = data.get(stem, {}).get("inflect", "")
        for table in data.get(stem, {}).get(kind, []):
            name = f"{stem}/{table.get('name', '')}"
            code = table.get("code") or table.get("id") or table.get("country") or table.get("kind") or ""
            meaning = Meaning(layer, f"{stem}.{kind}" if kind == "cue" else kind, code, name, table)
            if stem == "instruments" and kind in ("known", "kind"):
                meaning = meaning._replace(kind=f"instrument.{kind}")
            elif stem == "mechanisms":
                meaning = meaning._replace(kind=f"mechanism.{kind}")
            inflect = table.get("inflect", whole)
            for phrase, spelled in forms.written(table.get("verbs", []), inflect, meaning._replace(kind="light")):
                yield stem, phrase, spelled
            for phrase, spelled in forms.written(
                table.get("nouns", []), "", meaning._replace(layer="complement", kind="complement")
            ):
                yield stem, phrase, spelled
            for phrase, spelled in forms.written(expand(table), inflect, meaning):
                yield stem, phrase, spelled
            weak = table.get("weak", []) if isinstance(table.get("weak"), list) else []
            for phrase, spelled in forms.written(weak, inflect, meaning._replace(kind="weak-topic")):
                yield stem, phrase, spelled
    whole = data.get("parties", {}).get("inflect", "")
    for party in data.get("parties", {}).get("party", []):
        for key in PARTY_KEYS:
            kind = {"compounds": "compound", "metonyms": "metonym", "people": "people", "adjectives": "adjective"}.get(
                key, "party"
            )
            meaning = Meaning("main", kind, party["code"], f"parties/{party['code']}", party)
            for phrase, spelled in forms.written(party.get(key, []), PARTY_KEYS[key] if whole else "", meaning):
                yield "parties", phrase, spelled
