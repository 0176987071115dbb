"""The inflection of a language that inflects. In: words as a dictionary has them, or as a text has them. Out: their forms, or the nominative.

`pack.toml` names the morphology of its language (`morphology = "pymorphy3"`); packs of languages without cases name none.
"""

import re
from functools import cache, lru_cache
from typing import Any, Protocol

from dragoman.errors import PackError


class Morphology(Protocol):
    """What a language's morphology can do."""

    def noun_phrase(self, phrase: str, numbers: bool) -> tuple[list[str], list[str]]:
        """Return the nominative forms and the oblique ones; plurals too where `numbers`."""

    def inflected(self, phrase: str) -> str:
        """Return the beginning of a noun phrase that is inflected: the noun with the adjectives before it."""

    def adjective(self, word: str) -> list[str]:
        """Return all forms of an adjective."""

    def verb(self, infinitive: str) -> tuple[list[str], list[str]]:
        """Return the finite forms of the first and third person with the participle of circumstance, and those of the future."""

    def passive(self, infinitive: str) -> list[str]:
        """Return the short forms of the passive participle."""

    def nominatives(self, name: str, *, oblique: bool) -> list[tuple[str, bool]]:
        """Return what a person's name may be in the nominative, likeliest first, each with whether it stood in another case.

        `oblique` tells that the title before it does.
        """


@cache
def load_morphology(name: str) -> Morphology | None:
    """Return a morphology by name, None for an empty name. Raises `PackError` for an unknown one or where its library is missing."""
    if not name:
        return None
    if name != "pymorphy3":
        raise PackError(f"no morphology is called {name!r}: pymorphy3 is the one there is")
    try:
        import pymorphy3  # type: ignore[import-untyped]
    except ImportError as error:
        raise PackError("this language needs the library pymorphy3: pip install pymorphy3") from error
    return Pymorphy(pymorphy3.MorphAnalyzer(lang="ru"))


_CASES = ("gent", "datv", "accs", "ablt", "loct")
_FINITE = (
    {"past", "masc"}, {"past", "femn"}, {"past", "neut"}, {"past", "plur"}, {"sing", "3per"}, {"plur", "3per"}, {"sing", "1per"},
    {"plur", "1per"}, {"GRND"},
)  # fmt: skip
_ADJECTIVES = ("ADJF", "PRTF")
_VOWELS = "аеёиоуыэюя"
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:-[^\W\d_]+)*(?![\w.])")


class Pymorphy:
    """Russian by pymorphy3 (Korobov 2015, OpenCorpora's dictionary)."""

    def __init__(self, analyser: Any) -> None:
        self._analyser = analyser

    def _parse(self, word: str, *parts: str) -> Any:
        """The likeliest nominative reading of a dictionary form."""
        parses = self._analyser.parse(word)
        for parse in parses:
            if parse.tag.POS in parts and "nomn" in parse.tag and "Abbr" not in parse.tag:
                return parse
        return None

    def noun_phrase(self, phrase: str, numbers: bool) -> tuple[list[str], list[str]]:
        words = phrase.split(" ")
        head = next((i for i, word in enumerate(words) if self._is_head(word)), None)
        if head is None:
            return [phrase], []
        noun = self._parse(words[head], "NOUN")
        plural = "plur" in noun.tag
        gender = next((g for g in ("masc", "femn", "neut") if g in noun.tag), "masc")
        life = "anim" if "anim" in noun.tag else "inan"
        direct: list[str] = [phrase]
        oblique: list[str] = []
        for number in ("sing", "plur"):
            if (number == "sing") == plural and not (numbers and not plural):
                continue
            for case in ("nomn", *_CASES):
                parts = []
                for index, word in enumerate(words):
                    parts.append(self._inflected(word, index, head, case, number, gender, life) or word)
                (direct if case == "nomn" else oblique).append(" ".join(parts))
                if case != "nomn" and self._apposed(words, head):
                    name = self._parse(words[-1], "NOUN").inflect({case, "sing"})
                    oblique.append(" ".join((*parts[:-1], _cased_like(name.word, words[-1]) if name is not None else words[-1])))
        return direct, oblique

    def inflected(self, phrase: str) -> str:
        words = phrase.split(" ")
        head = next((i for i, word in enumerate(words) if self._is_head(word)), len(words) - 1)
        return phrase if self._apposed(words, head) else " ".join(words[: head + 1])

    def _apposed(self, words: list[str], head: int) -> bool:
        """The name of a state behind its form, which may be declined with it: Республики Венесуэлы beside Республики Венесуэла."""
        if len(words) != head + 2 or not words[-1][:1].isupper() or not words[head][:1].isupper():
            return False
        name = self._parse(words[-1], "NOUN")
        return name is not None and "Fixd" not in name.tag and "sing" in name.tag and name.score > 0.3

    def _is_head(self, word: str) -> bool:
        return (
            word[:1].isalpha() and not word.isupper() and self._parse(word, "NOUN") is not None and not self._is_attribute(word)
        )

    def _is_attribute(self, word: str) -> bool:
        parse = self._parse(word, *_ADJECTIVES)
        return parse is not None and parse.score > 0.4

    def _inflected(self, word: str, index: int, head: int, case: str, number: str, gender: str, life: str) -> str | None:
        if index > head:
            return None
        if index == head:
            found = self._parse(word, "NOUN").inflect({case, number})
        else:
            attribute = self._parse(word, *_ADJECTIVES, "NOUN")
            if attribute is None:
                return None
            wanted = {case, number}
            if attribute.tag.POS in _ADJECTIVES:
                if number == "sing":
                    wanted.add(gender)
                if case == "accs" and (number == "plur" or gender == "masc"):
                    wanted.add(life)
            found = attribute.inflect(wanted)
        return _cased_like(found.word, word) if found is not None else None

    def adjective(self, word: str) -> list[str]:
        parse = self._parse(word, *_ADJECTIVES)
        if parse is None:
            return [word]
        return [_cased_like(form.word, word) for form in parse.lexeme if form.tag.POS in _ADJECTIVES and "Supr" not in form.tag]

    def verb(self, infinitive: str) -> tuple[list[str], list[str]]:
        parses = [p for p in self._analyser.parse(infinitive) if p.tag.POS == "INFN"]
        parse = next((p for p in parses if "impf" in p.tag), parses[0] if parses else None)
        if parse is None:
            return [infinitive], []
        found = [form for wanted in _FINITE if (form := parse.inflect(wanted)) is not None]
        # What a perfective verb tells without the past is to come.
        return [f.word for f in found if "futr" not in f.tag], [f.word for f in found if "futr" in f.tag]

    def passive(self, infinitive: str) -> list[str]:
        parse = next((p for p in self._analyser.parse(infinitive) if p.tag.POS == "INFN"), None)
        if parse is None:
            return [infinitive]
        return [form.word for form in parse.lexeme if form.tag.POS == "PRTS" and "pssv" in form.tag] or [infinitive]

    def nominatives(self, name: str, *, oblique: bool) -> list[tuple[str, bool]]:
        return _nominatives(self._analyser, name, oblique)


@lru_cache(maxsize=20_000)
def _nominatives(analyser: Any, name: str, oblique: bool) -> list[tuple[str, bool]]:
    """The words of a name agree in case as far as they are inflected; the last one decides where only it is (Нгуен Фу Чонга)."""
    words = [word for word in _WORD.findall(name) if len(word) > 1]
    readings = [_readings(analyser, word) for word in words]
    inflected = [reading for reading in readings if reading]
    still = all(any(case == "nomn" for case, _ in reading) for reading in inflected)
    if not inflected or (_is_nominative(words[-1]) and still):
        return [(name, False)]
    if _is_nominative(words[-1]):
        # Where only the given name is inflected, it is a woman's: с Анной Гундерсен.
        women = [{key: base for key, base in reading.items() if key[1] == "femn"} for reading in readings[:-1]]
        readings = [reading for reading in women if reading and all(case != "nomn" for case, _ in reading)]
        if not readings:
            return [(name, False)]
        inflected = readings
    found: list[tuple[str, bool]] = [(name, False)] if still else []
    fits = [
        (sum((case, gender) in reading for reading in inflected), case, gender)
        for case in ("ablt", "datv", "gent", "accs", "loct")
        for gender in ("masc", "femn")
        if (case, gender) in readings[-1] or (not readings[-1] and any((case, gender) in r for r in inflected))
    ]
    for _, case, gender in sorted(fits, key=lambda fit: -fit[0]):  # the case that most words share comes first
        found.append((_in_nominative(analyser, name, case, gender), True))
    if oblique:
        found.sort(key=lambda item: not item[1])
    return list(dict.fromkeys(found)) or [(name, False)]


def _is_nominative(word: str) -> bool:
    """A man's name on a consonant is in the nominative, but for the endings of the instrumental."""
    low = word.lower()
    return low[-1] not in _VOWELS + "ь" and not low.endswith(("ом", "ем", "ём", "ым", "им", "ой", "ей", "ых"))


def _readings(analyser: Any, word: str) -> dict[tuple[str, str], str]:
    """The cases and genders that a word of a name may stand in, each with its nominative; nothing where it is not inflected."""
    found: dict[tuple[str, str], str] = {}
    for parse in analyser.parse(word.rpartition("-")[2] if "-" in word else word):
        tag = parse.tag
        if tag.POS not in ("NOUN", "ADJF") or "sing" not in tag or "Fixd" in tag:
            continue
        if not _declines(analyser, word, parse.normal_form):
            continue
        genders = [g for g in ("masc", "femn") if g in tag] if "neut" not in tag else []
        for gender in genders:
            base = parse.inflect({"nomn", "sing", gender}) if tag.POS == "ADJF" else parse.inflect({"nomn", "sing"})
            if base is not None:
                found.setdefault((str(tag.case).replace("gen2", "gent").replace("loc2", "loct"), gender), base.word)
    low = word.lower()
    if low[-1] == "а" and low[-2:-1] not in (*_VOWELS, "") and "-" not in low and not analyser.word_is_known(low):
        found.setdefault(("gent", "masc"), low[:-1])  # a foreign man's name: Хурэлсуха of Хурэлсух
    return found


_SLAVIC = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "ая", "ия")


def _declines(analyser: Any, word: str, base: str) -> bool:
    """Foreign names on a vowel mostly stand still (Моди, Чавушоглу): they decline only into a known or a Slavic word."""
    low = word.lower()
    if low[-1] == "е" and not analyser.word_is_known(low):
        return base.endswith(_SLAVIC)
    if low[-1] not in "иуюэо" or base[-1:] not in "аяь":
        return True
    return bool(analyser.word_is_known(low)) and base.endswith(_SLAVIC)


def _in_nominative(analyser: Any, name: str, case: str, gender: str) -> str:
    def word(match: re.Match[str]) -> str:
        text = match.group()
        prefix, dash, last = text.rpartition("-")
        readings = _readings(analyser, text)
        # A man's family name on -а is declined as a woman's: Джоном Махамой.
        base = readings.get((case, gender)) or readings.get((case, "masc" if gender == "femn" else "femn"))
        if base is not None and "ё" not in last:
            base = base.replace("ё", "е")
        return prefix + dash + _cased_like(base, last) if base is not None else text

    return _WORD.sub(word, name)


def _cased_like(form: str, word: str) -> str:
    """Give a form the capitals of the word that it was made from."""
    if word.isupper() and len(word) > 1:
        return form.upper()
    parts, models = form.split("-"), word.split("-")
    if len(parts) == len(models):
        return "-".join(p[:1].upper() + p[1:] if m[:1].isupper() else p for p, m in zip(parts, models, strict=True))
    return form[:1].upper() + form[1:] if word[:1].isupper() else form
