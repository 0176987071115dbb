"""Where claims and entities are looked up. In: filters. Out: numbers of claims and ids of entities, the latest first.

Each filter is a set of keys of an index that is ordered by day; one of them leads and the others are looked up beside it, so that a
question with a limit reads little more than it returns, however large the register is.
"""

from collections.abc import Iterable, Sequence

from dragoman.errors import NotInRegister
from dragoman.register.answers import Filters, distinct
from dragoman.register.resolution.names import compare, skeleton, take_apart
from dragoman.register.store import Store, rows_in
from dragoman.register.words import asked, folded

_MANY = 3000  # hits of a word from which it is faster to read claims by day and check each, than to sort the hits
_LIKE = ("same", "initials", "shorter", "misspelt", "tones", "surname")


def find_people(store: Store, name: str) -> list[str]:
    """Return the ids of people of a name or id, the likeliest first. Raises `NotInRegister` where there is none."""
    if store.rows("SELECT 1 FROM entity WHERE id = ? AND kind = 'person'", [name]):
        return [name]
    words = sorted({skeleton(word) for word in take_apart(name).words})
    found = [{n for (n,) in store.rows("SELECT item FROM block WHERE key = ?", [f"person:name|{word}"])} for word in words]
    near = set.intersection(*found) if found else set()
    ranked = []
    for key, id in rows_in(store, "SELECT key, entity FROM item WHERE n IN ({})", sorted(near)):
        kind = compare(name, key.split("|", 2)[2]).kind
        if kind in _LIKE:
            ranked.append((_LIKE.index(kind), id))
    if not ranked:
        raise NotInRegister(f"nobody called {name!r} is in the register; see all with: dragoman people")
    best = min(ranked)[0]
    return distinct(id for rank, id in sorted(ranked) if rank <= max(best, 1))


def find_mechanisms(store: Store, name: str) -> list[str]:
    """Return the ids of mechanisms of an id or name, or of a part of a name. Raises `NotInRegister`."""
    if store.rows("SELECT 1 FROM entity WHERE id = ? AND kind = 'mechanism'", [name]):
        return [name]
    wanted = set(asked(folded(name)))
    rows = store.rows("SELECT id, name FROM entity WHERE kind = 'mechanism' ORDER BY id")
    aliases = store.rows("SELECT entity, key FROM item WHERE kind = 'mechanism' ORDER BY key")
    found = distinct(id for id, text in [*rows, *aliases] if wanted <= set(asked(folded(text.replace("-", " ")))))
    if not found:
        raise NotInRegister(f"no mechanism called {name!r} is in the register; see all with: dragoman series")
    return found


def forms_of(store: Store, people: Iterable[str]) -> list[str]:
    """Return the keys of the forms of people."""
    return sorted(key for (key,) in rows_in(store, "SELECT key FROM item WHERE kind = 'person' AND entity IN ({})", people))


def slugs_of(store: Store, mechanisms: Iterable[str]) -> list[str]:
    """Return the ids that records give mechanisms."""
    return sorted(
        key for (key,) in rows_in(store, "SELECT key FROM item WHERE kind = 'mechanism' AND entity IN ({})", mechanisms)
    )


def claim_keys(store: Store, filters: Filters) -> list[list[str]]:
    """Return, for each filter, the keys of which a claim must have one; the rarer ones stand first."""
    found: list[list[str]] = []
    if filters.person:
        found.append([f"form:{key}" for key in forms_of(store, find_people(store, filters.person))])
    if filters.mechanism:
        found.append([f"mechanism:{slug}" for slug in slugs_of(store, find_mechanisms(store, filters.mechanism))])
    found += [[f"party:{code}"] for code in filters.party]
    found += [[f"topic:{filters.topic}"]] if filters.topic else []
    return found + ([[f"verb:{filters.verb}"]] if filters.verb else [])


def claims(store: Store, text: str | None, filters: Filters) -> list[int]:
    """Return the numbers of claims that hold all words of `text` and meet the filters. Words with diacritics are asked for as written
    first; where nothing has them so, and where they have none, letters count without."""
    words = asked(text or "")
    keys = claim_keys(store, filters)
    if not words:
        return _claims(store, keys, filters)
    folds = asked(folded(text or ""))
    exact = _claims(store, keys, filters, (store.find_text(words, folded=False), store.text_query(words, folded=False)))
    if len(exact) >= filters.limit or (words != folds and exact):
        return exact
    loose = _claims(store, keys, filters, (store.find_text(folds, folded=True), store.text_query(folds, folded=True)))
    return distinct([*exact, *loose])[: filters.limit]


def _claims(store: Store, keys: list[list[str]], filters: Filters, words: tuple[str, str] | None = None) -> list[int]:
    values: list[object] = []
    if keys:
        conditions = [f"k.key IN ({_marks(keys[0])})"]
        values += keys[0]
        for others in keys[1:]:
            conditions.append(
                f"EXISTS (SELECT 1 FROM claim_key o WHERE o.key IN ({_marks(others)}) AND o.first = k.first AND o.claim = k.claim)"
            )
            values += others
        table, number, day = "claim_key k", "k.claim", "k.first"
    else:
        conditions, table, number, day = ["1 = 1"], "claim k", "k.n", "k.first"
    if words:
        few = len(store.rows(f"SELECT 1 FROM ({words[0]} LIMIT {_MANY}) hits", [words[1]])) < _MANY
        conditions.append(f"{'' if few else '+'}{number} IN ({words[0]})")
        values.append(words[1])
    for sign, edge in ((">=", filters.since), ("<=", until(filters.until))):
        if edge:
            conditions.append(f"{day} {sign} ?")
            values.append(edge)
    if filters.since or filters.until:
        conditions.append(f"{day} <> ''")
    statement = f"SELECT DISTINCT {number}, {day} FROM {table} WHERE {' AND '.join(conditions)} ORDER BY {day} DESC, {number} DESC LIMIT ?"
    return [n for n, _ in store.rows(statement, [*values, filters.limit])]


def entities(
    store: Store, kind: str, keys: Sequence[Sequence[str]], filters: Filters, extra: str = "", values: Sequence[object] = ()
) -> list[str]:
    """Return the ids of entities of a kind that have one key of each set and meet the dates, the latest first.

    `extra` is a further condition on the row `e` of the entity, with its `values`.
    """
    # Keys begin with the kind; to ask for it besides would lead the planner to read all entities of the kind by day.
    conditions: list[str] = [] if keys else ["e.kind = ?"]
    given: list[object] = [] if keys else [kind]
    table, day = "entity e", "e.first"
    if keys:
        table = "entity_key k JOIN entity e ON e.id = k.entity"
        day = "k.first"
        marked = [[f"{kind}|{key}" for key in group] for group in keys]
        conditions.append(f"k.key IN ({_marks(marked[0])})")
        given += marked[0]
        for others in marked[1:]:
            conditions.append(
                f"EXISTS (SELECT 1 FROM entity_key o WHERE o.key IN ({_marks(others)}) AND o.first = k.first AND o.entity = k.entity)"
            )
            given += others
    for sign, edge in ((">=", filters.since), ("<=", until(filters.until))):
        if edge:
            conditions.append(f"{day} {sign} ? AND {day} <> ''")
            given.append(edge)
    if extra:
        conditions.append(extra)
        given += values
    statement = f"SELECT DISTINCT e.id, {day} FROM {table} WHERE {' AND '.join(conditions)} ORDER BY {day} DESC, e.id LIMIT ?"
    return [id for id, _ in store.rows(statement, [*given, filters.limit])]


def until(edge: str | None) -> str | None:
    """Return the last day of a day, month or year, as far as text comparison goes.

    >>> until("2024"), until("2024-03"), until("2024-03-05")
    ('2024-12-31', '2024-03-31', '2024-03-05')
    """
    return edge + "-12-31"[3 * (len(edge) == 7) :] if edge and len(edge) < 10 else edge


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
