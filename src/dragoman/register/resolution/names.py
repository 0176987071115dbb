"""Names of people across scripts, spellings and orders. In: names as met. Out: words by sound, and how two names compare.

One scheme of transliteration (anyascii) and one table of sounds: Nguyễn Minh Vũ, Nguyen Minh Vu and Нгуен Минь Ву come to
the same words. What the tables cannot know (Vương Nghị is Wang Yi) is in `vocab/persons.toml`.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from dragoman.vocab.load import vocabulary

SCHEME = "anyascii/1"  # changed whenever keys of the same name would change
_WORD = re.compile(r"[^\W\d_]+")
# From the English of Russian names and of Vietnamese to one spelling of the sound; longer ones first.
_SOUNDS = (
    ("shch", "S"), ("dzh", "j"), ("tkh", "t"), ("zh", "j"), ("kh", "h"), ("sh", "S"), ("ch", "C"), ("ph", "f"), ("th", "t"),
    ("gh", "g"), ("nh", "n"), ("ck", "k"), ("w", "v"), ("x", "s"), ("c", "k"), ("q", "k"), ("yu", "iu"), ("ya", "ia"),
    ("ye", "e"), ("y", "i"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_LOOSE_H = re.compile(r"(?<=[^aeiou])h|h$")
_VOWELS = "aeiou"
_SHORT = 4  # letters: shorter words that differ are other words
_SLIPS = 2  # letters in which two misspellings of one name may differ


class Name(NamedTuple):
    """A name taken apart: the sounds of its full words, and of its initials."""

    words: tuple[str, ...]
    initials: tuple[str, ...]
    tones: tuple[str, ...]  # full words in lower case as written, where any has a diacritic


class Likeness(NamedTuple):
    """How two names compare. `kind` is same, initials, misspelt, shorter, surname, tones or other; `edits` of misspelt.

    `rest` of initials is how many words or initials of the one have nothing to stand for in the other.
    """

    kind: str
    words: int = 0
    edits: int = 0
    rest: int = 0


def sound(word: str) -> str:
    """Return a word of Latin letters by its sound.

    >>> sound("widodo") == sound("vidodo"), sound("sidkharto") == sound("sidharto")
    (True, True)
    """
    text = re.sub("[^a-z]", "", word)
    for spelt, heard in _SOUNDS:
        text = text.replace(spelt, heard)
    text = _DOUBLE.sub(r"\1", _LOOSE_H.sub("", text.lower()))
    return text[:-1] + "i" if len(text) > 1 and text[-1] == "j" else text or word


@lru_cache(maxsize=262144)
def take_apart(name: str) -> Name:
    """Return the words and initials of `name`, in the order of the name."""
    words, initials, written = [], [], []
    composed = unicodedata.normalize("NFC", name)
    for found in _WORD.finditer(composed):
        word = found.group()
        plain = anyascii(word).lower()
        heard = sound(plain)
        dotted = composed[found.end() : found.end() + 1] == "."
        if len(word) == 1 or (dotted and len(word) <= 2):
            initials.append(letter(heard))
        else:
            words.append(heard)
            written.append(word.lower())
    marked = any(not word.isascii() and anyascii(word).lower() != word and _is_latin(word) for word in written)
    return Name(tuple(words), tuple(initials), tuple(written) if marked else ())


def _is_latin(word: str) -> bool:
    return all("LATIN" in unicodedata.name(character, "") for character in word)


def letter(heard: str) -> str:
    """Return what an initial tells of a word: its first sound, all vowels alike (Э. is A. in another alphabet)."""
    return "a" if heard[:1] in _VOWELS else heard[:1]


def skeleton(heard: str) -> str:
    """Return the consonants of a sound, with an `a` where it begins with a vowel.

    >>> skeleton(sound("nguyen")) == skeleton(sound("nguen"))
    True
    """
    bare = "".join(c for c in heard[1:] if c not in _VOWELS)
    return _DOUBLE.sub(r"\1", letter(heard) + bare)


@lru_cache(maxsize=262144)
def compare(one: str, other: str) -> Likeness:
    """Return how two names compare, whatever the order of their words.

    >>> compare("V.Titov", "Vladimir Titov").kind, compare("Минь Ву Нгуен", "Nguyễn Minh Vũ").kind
    ('initials', 'same')
    >>> compare("Vladimir Titov", "Vladimir Putin").kind
    'other'
    """
    a, b = take_apart(one), take_apart(other)
    left, right = list(a.words), list(b.words)
    exact = edits = 0
    for word in list(left):
        if word in right:
            left.remove(word)
            right.remove(word)
            exact += 1
    for word in list(left):
        near = [(distance, rival) for rival in right if (distance := _distance(word, rival)) is not None]
        if near:
            distance, rival = min(near)
            left.remove(word)
            right.remove(rival)
            edits += distance
            exact += distance == 0
    matched = len(a.words) - len(left)
    initials_a, initials_b = list(a.initials), list(b.initials)
    abbreviated = _spend(initials_a, right) + _spend(initials_b, left)
    for initial in list(initials_a):
        if initial in initials_b:
            initials_a.remove(initial)
            initials_b.remove(initial)
            abbreviated += 1
    if (left or initials_a) and (right or initials_b):
        return Likeness("other")
    likeness = _kind(a, b, exact=exact, matched=matched, edits=edits, abbreviated=abbreviated, rest=len(left) + len(right))
    return likeness._replace(rest=len(initials_a) + len(initials_b)) if likeness.kind == "initials" else likeness


def _kind(a: Name, b: Name, *, exact: int, matched: int, edits: int, abbreviated: int, rest: int) -> Likeness:
    if not matched or (not exact and not (edits <= 1 and matched == 1)):
        return Likeness("other")
    if rest:
        alone = min(len(a.words), len(b.words)) == 1 and not (a.initials or b.initials)
        return Likeness("surname" if alone else "shorter" if exact >= 2 and not edits else "other", exact, edits)
    if edits:
        return Likeness("misspelt" if exact or abbreviated else "other", exact, edits)
    if abbreviated and not (a.words == b.words and a.initials == b.initials):
        return Likeness("initials", exact)
    if a.tones and b.tones and sorted(a.tones) != sorted(b.tones):
        return Likeness("tones", exact)
    return Likeness("same" if exact >= 2 or (a.words == b.words and a.initials == b.initials) else "surname", exact)


def _spend(initials: list[str], words: list[str]) -> int:
    """Strike out each word that an initial stands for, and the initial; return how many there were."""
    spent = 0
    for word in list(words):
        if letter(word) in initials:
            initials.remove(letter(word))
            words.remove(word)
            spent += 1
    return spent


def _distance(one: str, other: str) -> int | None:
    """Return how many letters two words differ by; 0 for what only a transliteration tells apart; None for other words."""
    if min(len(one), len(other)) >= 4 and skeleton(one) == skeleton(other) and OSA.distance(one, other, score_cutoff=1) <= 1:
        return 0
    if min(len(one), len(other)) < 4:
        return None
    if min(len(one), len(other)) == 4:  # so near may two short words be that are two, and so near two slips of one
        return 2 if OSA.distance(one, other, score_cutoff=1) <= 1 else None
    edits = OSA.distance(one, other, score_cutoff=2)
    return edits if edits <= 2 else None


@lru_cache(maxsize=262144)
def may_be_slips(one: str, other: str) -> bool:
    """Tell whether two names that do not agree may be two slips of one: word for word they begin alike and hardly differ.

    >>> may_be_slips("Mikhal Fradkov", "Mikhail Fradov"), may_be_slips("Mikhail Fradkov", "Mikhail Gorbachev")
    (True, False)
    """
    # As they are written, and not by their sound: where a vowel is lost, the letters beside it are no longer heard either.
    a, b = (sorted(_WORD.findall(anyascii(name).lower())) for name in (one, other))
    if len(a) != len(b) or not a:
        return False
    differing = [(left, right) for left, right in zip(a, b, strict=True) if left != right]
    if any(left[0] != right[0] or min(len(left), len(right)) < _SHORT for left, right in differing):
        return False
    return sum(OSA.distance(left, right, score_cutoff=_SLIPS) for left, right in differing) <= _SLIPS


@cache
def _catalogue() -> dict[tuple[str, tuple[str, ...]], str]:
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for row in vocabulary("persons").get("person", []):
        for name in (row["name"], *row.get("names", ())):
            found.setdefault((row["party"], tuple(sorted(take_apart(name).words))), row["name"])
    return found


def catalogued(name: str, party: str | None) -> str | None:
    """Return the name by which `vocab/persons.toml` lists a person of a party, where it does.

    >>> catalogued("Vương Nghị", "CHN")
    'Wang Yi'
    """
    taken = take_apart(name)
    return _catalogue().get((party or "", tuple(sorted(taken.words)))) if len(taken.words) > 1 and not taken.initials else None
