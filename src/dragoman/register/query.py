"""Questions of a register. In: a store and filters. Out: `Answers`, lists of typed objects, the latest first."""

from collections.abc import Iterable
from typing import Any

import msgspec

from dragoman.errors import NotInRegister
from dragoman.model import entity
from dragoman.model import record as rec
from dragoman.model.entity import Report
from dragoman.model.record import Record
from dragoman.register import follow, search
from dragoman.register.answers import Answers, Clue, Due, Explanation, Filters, Finding, Link
from dragoman.register.append import document_of
from dragoman.register.decisions import placed
from dragoman.register.items import FORMS, ID_DIGITS, ActFact
from dragoman.register.read import Reader
from dragoman.register.resolution.clusters import pair_of
from dragoman.register.resolution.encounters import EncounterReport
from dragoman.register.resolution.moments import ending, sortable
from dragoman.register.resolution.scores import Score
from dragoman.register.resolve import COMPARE
from dragoman.register.rulings import standing
from dragoman.register.store import Store, rows_in
from dragoman.register.words import quoted

_AT_ONCE = 100000  # more than any question returns: for those that are filtered after they were read


def find(store: Store, text: str | None, filters: Filters) -> Answers[Finding]:
    """Return the claims that hold the words of `text` and meet the filters, each with its words."""
    with store.reading():
        return findings(store, search.claims(store, text, filters))


def findings(store: Store, numbers: list[int]) -> Answers[Finding]:
    """Return claims by their numbers, in that order."""
    statement = (
        "SELECT c.n, c.claim, c.kind, c.first, c.act, d.n, d.source, d.title, d.language FROM claim c JOIN document d ON d.n = c.document"
        " WHERE c.n IN ({})"
    )
    rows = {row[0]: row for row in rows_in(store, statement, numbers)}
    texts: dict[int, tuple[Record, str]] = {}
    found: Answers[Finding] = Answers()
    for number in numbers:
        _, claim, kind, first, act, document, source, title, language = rows[number]
        if document not in texts:
            texts[document] = document_of(store, document)
        fact = msgspec.json.decode(act, type=ActFact) if act else None
        quote = title if kind == "title" else words_of(*texts[document], claim)
        finding = Finding(
            report=Report(source, claim), kind=kind, date=first or None, title=title, language=language, quote=quote
        )
        if fact is not None:
            finding = msgspec.structs.replace(
                finding,
                verb=fact.verb,
                actors=fact.actors,
                targets=fact.targets,
                topics=fact.topics,
                due=fact.due,
                quantity=fact.quantity,
            )
        found.append(finding)
    return found


def words_of(record: Record, text: str, claim: str) -> str:
    """Return the words that carry a claim of a record."""
    kind, _, place = claim.partition("/")
    return quoted(text, getattr(record, kind)[int(place)].evidence)


def evidence(store: Store, reports: Iterable[Report]) -> list[Finding]:
    """Return the words of reports, in their order."""
    found: list[Finding] = []
    for report in reports:
        rows = store.rows(
            "SELECT c.n FROM claim c JOIN document d ON d.n = c.document WHERE d.source = ? AND d.active = 1 AND c.claim = ?",
            [report.source, report.claim],
        )
        found += findings(store, [n for (n,) in rows])
    return found


def people(store: Store, filters: Filters) -> Answers[entity.Person]:
    """Return people, by party, by name, and by the days on which they were seen."""
    with store.reading():
        if filters.person:
            ids = search.find_people(store, filters.person)
        else:
            wide = msgspec.structs.replace(
                filters, since=None, until=None, limit=_AT_ONCE if filters.since or filters.until else filters.limit
            )
            ids = search.entities(store, "person", _parties(filters), wide)
        found: list[entity.Person] = [p for p in Reader(store).entities(ids) if _seen_within(p, filters)]
        found.sort(key=lambda person: (person.party or "", person.name))
        return Answers(found[: filters.limit])


def _parties(filters: Filters) -> list[list[str]]:
    return [[f"party:{code}"] for code in filters.party]


def _seen_within(person: entity.Person, filters: Filters) -> bool:
    if filters.party and person.party not in filters.party:
        return False
    if not (filters.since or filters.until):
        return True
    spans = [(tenure.first_seen or "", tenure.last_seen or "") for tenure in person.tenures]
    return any(last and last >= (filters.since or "") and first <= (search.until(filters.until) or "9") for first, last in spans)


def encounters(store: Store, filters: Filters) -> Answers[entity.Encounter]:
    """Return encounters. A topic or a verb asks for those in which such an act was reported."""
    with store.reading():
        keys = _parties(filters)
        extra = ""
        values: list[str] = []
        if filters.person:
            keys.insert(0, [f"form:{key}" for key in search.forms_of(store, search.find_people(store, filters.person))])
        if filters.mechanism:
            ids = search.find_mechanisms(store, filters.mechanism)
            extra, values = f"e.mechanism IN ({','.join('?' * len(ids))})", [*ids]
        if filters.status:
            extra, values = f"{extra} AND e.state = ?".removeprefix(" AND "), [*values, filters.status]
        acted = bool(filters.topic or filters.verb)
        wide = msgspec.structs.replace(filters, limit=_AT_ONCE) if acted else filters
        found = search.entities(store, "encounter", keys, wide, extra, values)
        if acted:
            held = _with_acts(store, msgspec.structs.replace(filters, limit=_AT_ONCE, status=None))
            found = [id for id in found if id in held][: filters.limit]
        return Answers(Reader(store).entities(found))


def _with_acts(store: Store, filters: Filters) -> set[str]:
    """The encounters in which acts were done that meet the filters."""
    statement = "SELECT d.key, c.act FROM claim c JOIN document d ON d.n = c.document WHERE c.act IS NOT NULL AND c.n IN ({})"
    keys = []
    for document, act in rows_in(store, statement, search.claims(store, None, filters)):
        fact = msgspec.json.decode(act, type=ActFact)
        if fact.encounter:
            keys.append(f"{document}:{fact.encounter}")
    return {id for (id,) in rows_in(store, "SELECT entity FROM item WHERE kind = 'encounter' AND key IN ({})", sorted(set(keys)))}


def series(store: Store, filters: Filters) -> Answers[entity.Mechanism]:
    """Return mechanisms with their sessions; with dates, those that had a session then."""
    with store.reading():
        if filters.mechanism:
            ids = search.find_mechanisms(store, filters.mechanism)[: filters.limit]
        else:
            extra = "EXISTS (SELECT 1 FROM entity s WHERE s.kind = 'encounter' AND s.mechanism = e.id AND s.first >= ? AND s.first <= ?)"
            edges = [filters.since or "", search.until(filters.until) or "9"] if filters.since or filters.until else []
            bare = msgspec.structs.replace(filters, since=None, until=None)
            ids = search.entities(store, "mechanism", _parties(filters), bare, extra if edges else "", edges)
        return Answers(Reader(store).entities(ids))


def ledger(store: Store, filters: Filters, *, as_of: str | None = None) -> Answers[entity.Commitment]:
    """Return commitments by when they were made; `as_of` a day tells which are overdue or lapsed. See `follow.as_of`."""
    with store.reading():
        keys = _parties(filters) + ([[f"topic:{filters.topic}"]] if filters.topic else [])
        beside = search.claim_keys(store, msgspec.structs.replace(filters, party=(), topic=None))
        stored = filters.status in ("open", "progressing", "kept", "superseded") and not as_of
        narrowed = bool(beside) or (bool(filters.status) and not stored) or bool(as_of)
        wide = msgspec.structs.replace(filters, limit=_AT_ONCE) if narrowed else filters
        ids = search.entities(
            store, "commitment", keys, wide, "e.state = ?" if stored else "", [filters.status] if stored else []
        )
        found: Answers[entity.Commitment] = Answers()
        reader = Reader(store)
        for start in range(0, len(ids), 100):
            for commitment in reader.entities(ids[start : start + 100]):
                if as_of and (commitment.since or "") > as_of:
                    continue
                shown = follow.as_of(commitment, as_of) if as_of else commitment
                if (filters.status in (None, shown.state)) and (not beside or _cites(store, shown, beside)):
                    found.append(shown)
                if len(found) == filters.limit:
                    return found
        return found


def _cites(store: Store, commitment: entity.Commitment, keys: list[list[str]]) -> bool:
    """Tell whether a commitment rests on a claim that has a key of each set."""
    statement = (
        "SELECT k.key FROM claim_key k JOIN claim c ON c.n = k.claim JOIN document d ON d.n = c.document"
        " WHERE d.source = ? AND d.active = 1 AND c.claim = ?"
    )
    for change in commitment.history:
        for report in change.reports:
            here = {key for (key,) in store.rows(statement, [report.source, report.claim])}
            if all(here & set(group) for group in keys):
                return True
    return False


def due(store: Store, filters: Filters, *, as_of: str) -> Answers[Due]:
    """Return what falls between `as_of` and `filters.until`, the soonest first: anniversaries, expiries, encounters announced or
    expected, commitments. Without `until`, what falls within a year."""
    last = search.until(filters.until) or f"{int(as_of[:4]) + 1:04d}{as_of[4:]}"
    window = msgspec.structs.replace(filters, since=None, until=None, limit=_AT_ONCE)
    falls = ("e.last >= ? AND e.last <= ?", [as_of, last])
    found: list[Due] = []
    with store.reading():
        reader = Reader(store)
        for kind in ("milestone", "instrument", "mandate"):
            for one in reader.entities(search.entities(store, kind, _parties(filters), window, *falls)):
                found.append(_falls(one))
        open_ones = ("e.last >= ? AND e.last <= ? AND e.state IN ('open', 'progressing')", [as_of, last])
        for one in reader.entities(search.entities(store, "commitment", _parties(filters), window, *open_ones)):
            found.append(_awaited(one))
        for one in reader.entities(search.entities(store, "mechanism", _parties(filters), window)):
            expected = ending(one.next_expected)
            if one.rhythm and as_of <= expected <= last:
                found.append(Due(on=one.next_expected, what="session expected", says=one.name, parties=one.parties, about=one.id))
    return Answers(sorted(found, key=lambda one: (sortable(one.on), one.what, one.says))[: filters.limit])


def _falls(one: Any) -> Due:
    match one:
        case entity.Milestone():
            says = f"{one.years} years of {one.of.replace('-', ' ')}"
            return Due(on=one.falls or "", what="anniversary", says=says, parties=one.parties, about=None, reports=one.reports)
        case entity.Mandate():
            says = f"{one.role} of {one.of}"
            return Due(
                on=one.period or "", what="end of a mandate", says=says, parties=(one.party,), about=None, reports=one.reports
            )
        case _:
            reports = tuple(report for step in one.life for report in step.reports)
            return Due(on=ending(one.period), what="expiry", says=one.name, parties=one.parties, about=one.id, reports=reports)


def _awaited(one: entity.Commitment) -> Due:
    what = "encounter announced" if one.of == "encounter" else f"commitment ({one.of})"
    last = one.history[-1]
    return Due(
        on=one.due or "", what=what, says=last.because, parties=one.parties, about=one.about or one.id, state=one.state, reports=last.reports
    )  # fmt: skip


def show(store: Store, id: str) -> list[Any]:
    """Return the entity of an id with its disagreements and commitments, or the claims of the document of a source or id.

    Raises `NotInRegister`.
    """
    with store.reading():
        reader = Reader(store)
        found = list(reader.entities([id]))
        if found:
            beside = store.rows("SELECT id FROM entity WHERE owner = ? AND kind <> 'proposal' ORDER BY id", [f"of:{id}"])
            return found + list(reader.entities(key for (key,) in beside))
        statement = "SELECT c.n FROM claim c JOIN document d ON d.n = c.document WHERE (d.source = ? OR d.id = ?) AND d.active = 1 ORDER BY c.n"
        numbers = [n for (n,) in store.rows(statement, [id, id])]
        if not numbers:
            raise NotInRegister(
                f"nothing of id {id!r} is in the register, and no document of that source; find ids with: dragoman find"
            )
        return list(findings(store, numbers))


def why(store: Store, id: str) -> Explanation:
    """Return why an entity is as it is: what made its items one, and the clues of dates. Raises `NotInRegister`."""
    with store.reading():
        reader = Reader(store)
        about = next(reader.entities([id]), None)
        if about is None:
            raise NotInRegister(f"nothing of id {id!r} is in the register; find ids with: dragoman find")
        if isinstance(about, entity.Commitment) and about.about:
            return msgspec.structs.replace(why(store, about.about), about=about)
        rows = store.rows("SELECT kind, key, data FROM item WHERE entity = ? ORDER BY key", [id])
        kind = rows[0][0] if rows else ""
        forms = placed(store, {key: msgspec.json.decode(data, type=FORMS[kind]) for kind, key, data in rows})
        return Explanation(
            about=about,
            links=tuple(_links(reader, kind, forms)),
            clues=(*_clues(store, reader, forms), *_ruled_dates(reader, forms)),
        )


def _links(reader: Reader, kind: str, forms: dict[str, Any]) -> Iterable[Link]:
    """The best link of each item to those before it, as a tree is grown."""
    if kind not in COMPARE:
        return
    ruled = {
        pair_of(*d.items): d for d in standing(reader.decisions()) if d.kind == kind and not d.undone and d.verdict == "same"
    }
    keys = list(forms)
    joined = keys[:1]
    rest = keys[1:]
    while rest:
        scores = {(one, other): _score(kind, forms, one, other, ruled) for one in joined for other in rest}
        best = min(scores, key=lambda pair: (-scores[pair].bits, pair))
        pair = pair_of(*best)
        features = tuple(entity.Feature(*feature) for feature in scores[best].features)
        by = ruled[pair].by if pair in ruled else None
        yield Link(items=pair, score=scores[best].probability, features=features, decided_by=by)
        joined.append(best[1])
        rest.remove(best[1])


def _score(kind: str, forms: dict[str, Any], one: str, other: str, ruled: dict[Any, Any]) -> Score:
    pair = pair_of(one, other)
    score = COMPARE[kind](forms[pair[0]], forms[pair[1]])
    return score._replace(bits=60.0) if pair in ruled else score


def _clues(store: Store, reader: Reader, forms: dict[str, Any]) -> Iterable[Clue]:
    """Why each report of an encounter gives the date it gives, where a clue gave it."""
    for form in forms.values():
        if not isinstance(form, EncounterReport) or not form.inferred:
            continue
        yield from _clues_of(store, reader, Report(form.document, form.claim))


def _ruled_dates(reader: Reader, forms: dict[str, Any]) -> Iterable[Clue]:
    """The date that a person gave an encounter."""
    for decision in standing(reader.decisions()):
        if decision.kind == "date" and not decision.undone and isinstance(form := forms.get(decision.items[0]), EncounterReport):
            report = reader.cite([Report(form.document, form.claim)])[0]
            yield Clue(report=report, date=decision.verdict, says=f"decided by {decision.by}", quote=decision.why)


def _clues_of(store: Store, reader: Reader, report: Report) -> Iterable[Clue]:
    """The clues of the date that a report, of a document by its key, gives."""
    number = store.rows("SELECT n FROM document WHERE key = ?", [report.source[:ID_DIGITS]])[0][0]
    record, text = document_of(store, number)
    encounter = record.encounters[int(report.claim.split("/")[1])]
    for clue in encounter.because or [rec.Clue("none is given, though the date was inferred")]:
        yield Clue(report=reader.cite([report])[0], date=encounter.date, says=clue.says, quote=quoted(text, clue.evidence))


def clues(store: Store, about: str, report: Report) -> list[Clue]:
    """Return the clues of the date that a report of the encounter `about` gives; none where it states the date."""
    rows = store.rows("SELECT key, data FROM item WHERE entity = ?", [about])
    forms = {key: msgspec.json.decode(data, type=EncounterReport) for key, data in rows}
    return [clue for clue in _clues(store, Reader(store), forms) if clue.report == report]


def form_of(store: Store, kind: str, key: str) -> Any:
    """Return an item as the register holds it: the form of a name, a report of an encounter and so on; None where it holds none."""
    rows = store.rows("SELECT data FROM item WHERE kind = ? AND key = ?", [kind, key])
    return msgspec.json.decode(rows[0][0], type=FORMS[kind]) if rows else None


def words_of_item(store: Store, kind: str, item: str, limit: int = 3) -> list[Finding]:
    """Return the words of the first claims that an item rests on: of a commitment, of an act, or of a form or report."""
    if kind == "followup" and item.startswith("com-"):
        found = next(Reader(store).entities([item]), None)
        return evidence(store, [report for change in found.history[:1] for report in change.reports][:limit]) if found else []
    if kind == "followup":
        rows = store.rows(
            "SELECT c.n FROM claim c JOIN document d ON d.n = c.document WHERE d.key = ? AND c.claim = ?",
            list(item.split(":", 1)),
        )
    else:
        rows = store.rows(
            "SELECT c.n FROM item i JOIN sighting s ON s.item = i.n JOIN document d ON d.n = s.document"
            " JOIN claim c ON c.document = s.document AND c.claim = s.claim WHERE i.kind = ? AND i.key = ? ORDER BY d.key, s.claim LIMIT ?",
            [kind, item, limit],
        )
    return findings(store, [n for (n,) in rows])


def item_of(store: Store, kind: str, id: str) -> str:
    """Return the first item of an entity, or `id` itself where it is none. A state is decided of the commitment itself."""
    rows = store.rows("SELECT key FROM item WHERE entity = ? ORDER BY key LIMIT 1", [id]) if kind not in ("state", "undo") else []
    return str(rows[0][0]) if rows else id
