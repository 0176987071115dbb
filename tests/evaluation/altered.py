"""Records made from gold and then spoilt in every way that the measure looks at, so that it can be tested without the reader."""

import random
from typing import Any

import msgspec

from dragoman.evaluation.gold import GoldDocument, locate
from dragoman.model.record import CLAIM_KINDS, Record, Span


def altered(document: GoldDocument, *, seed: int, share: float) -> Record:
    """Return the record of a gold document in which about `share` of everything is left out, moved or changed."""
    chance = random.Random(f"{seed} {document.name}")
    gold = document.gold
    plain: dict[str, Any] = msgspec.to_builtins(gold)
    record: dict[str, Any] = {
        "document": {
            "id": "",
            "source": document.name,
            "language": "xx" if chance.random() < share else gold.language,
            "published": None if chance.random() < share else gold.published,
        }
    }
    for kind in CLAIM_KINDS:
        golds = getattr(gold, kind) or []
        pairs = list(zip(golds, plain.get(kind) or [], strict=True))
        record[kind] = []
        for claim, fields in pairs:
            if chance.random() < share:
                continue
            for _ in range(2 if chance.random() < share else 1):
                span = locate(document.text, claim)
                record[kind].append(_spoil(fields, span, kind, len(document.text), chance, share))
    return msgspec.convert(record, Record)


def _spoil(fields: dict[str, Any], span: Span, kind: str, length: int, chance: random.Random, share: float) -> dict[str, Any]:
    out = {"id": f"{kind}{chance.random()}", **fields, "confidence": chance.random(), "made_by": ""}
    if chance.random() < share:
        start = max(0, span.start - chance.randrange(80))
        span = Span(start, min(length, max(start + 1, span.end + chance.randrange(-60, 300))))
    out["evidence"] = [{"start": span.start, "end": span.end}]
    if chance.random() < share / 2:
        out["evidence"].append({"start": 0, "end": min(40, length)})
    if chance.random() < share / 4:
        out["evidence"] = []
    if kind == "encounters":
        out["mechanism"] = {"id": "m", "name": "M"} if out["mechanism"] and chance.random() > share else None
    changes: dict[str, list[Any]] = {
        "kind": ["meeting", "other"],
        "ordinal": [None, 3],
        "date": [None, "2020-01-01"],
        "country": [None, "RUS"],
        "mode": [None, "online"],
        "main": [True, False],
        "parties": [["RUS"], ["CHN", "RUS", "VNM"]],
        "actors": [[], ["VNM"]],
        "verb": ["agree", "state"],
        "targets": [[], ["RUS"]],
        "topics": [[], ["trade", "other"]],
        "speaker": [None, "Sergei Lavrov"],
        "person": ["Sergei Lavrov"],
        "office": ["other"],
        "qualifier": [None, "first"],
        "capacity": ["chair"],
        "status": ["sought"],
        "action": ["signed"],
        "years": [70],
        "role": ["chair"],
        "quantity": [None, {"value": 1.0, "unit": "USD"}],
    }
    for item in [out, *out.get("participants", [])]:
        for key, values in changes.items():
            if key in item and chance.random() < share:
                item[key] = chance.choice(values)
    return out
