"""Records made from gold files, so that the register is tested on what a careful desk officer takes from a document."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import msgspec

from dragoman.model.record import Record
from dragoman.register.resolution.instruments import row_of
from dragoman.vocab.load import vocabulary

_NAMES = {"VNM": ("Vietnam", "Viet Nam"), "RUS": ("Russia", "Russian"), "USA": ("US", "U.S.", "United States"), "KOR": ("Korea",)}


def load(path: Path) -> tuple[Record, str]:
    """Return the record that a gold file stands for, and the text beside it. Its source is the stem of the file."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    data = path.with_name(path.name.replace(".gold.json", ".txt")).read_bytes()
    text = data.decode("utf-8")
    main = next(encounter for encounter in gold["encounters"] if encounter.get("main"))
    for kind in ("encounters", "acts", "tenures", "ties", "instruments", "mandates", "milestones"):
        for n, claim in enumerate(gold.get(kind) or []):
            claim["evidence"] = [_span(text, claim)]
            claim.setdefault("id", f"{kind[0]}{n + 1}")
    for encounter in gold["encounters"]:
        name = encounter["mechanism"]
        encounter["mechanism"] = {"id": _slug(name), "name": name} if name else None
        encounter["date_basis"] = "none" if not encounter["date"] else "stated" if encounter.get("date_stated") else "inferred"
        for person in encounter["participants"]:
            person["person"] = person.get("name_nominative") or person["person"]
    for tenure in gold["tenures"]:
        tenure["person"] = tenure.get("name_nominative") or tenure["person"]
    for instrument in gold["instruments"]:
        instrument["parties"] = _parties(instrument["name"], main["parties"])
    for milestone in gold.get("milestones") or []:
        milestone.setdefault("years", 0)
    document = {
        "id": hashlib.sha256(data).hexdigest(), "source": path.name.removesuffix(".gold.json"), "language": gold["language"],
        "published": gold["published"], "title": next((line.strip() for line in text.splitlines() if line.strip()), None),
    }  # fmt: skip
    fields: dict[str, Any] = {key: gold.get(key) or [] for key in Record.__struct_fields__ if key != "document"}
    return msgspec.convert({"document": document, **fields}, Record), text


def load_all(folder: Path) -> dict[str, tuple[Record, str]]:
    """Return the records of all gold files under a folder, by their stem."""
    return {path.name.removesuffix(".gold.json"): load(path) for path in sorted(folder.rglob("*.gold.json"))}


def _span(text: str, claim: dict[str, Any]) -> dict[str, int]:
    start = -1
    for _ in range(claim.get("nth", 1)):
        start = text.index(claim["quote"], start + 1)
    return {"start": start, "end": start + len(claim["quote"])}


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9+]+", "-", name.lower()).strip("-")


def _parties(name: str, sides: list[str]) -> list[str]:
    """The sides whose names an instrument's name has; those of the encounter where it has none and no catalogue knows it."""
    if row := row_of(name):
        return list(row.get("parties", []))  # type: ignore[call-overload]
    labels = {
        row["code"]: (row.get("label", row["code"]), *_NAMES.get(row["code"], ())) for row in vocabulary("parties")["party"]
    }
    named = [side for side in sides if any(label in name for label in labels.get(side, (side,)))]
    return sorted(named if len(named) > 1 else sides)
