"""Governing predicates. In: a sentence of a scene. Out: predications: which predicates govern, with the noun that is their subject.

A predicate governs when it has a subject of its own before it, or continues the one before after a comma, a semicolon or "and". A
predicate inside the complement of another is that one's; only a verb of saying gives way to an act that the same side does in its clause.
"""

import re
from functools import cache
from itertools import zip_longest

from dragoman.lang.pack import load_pack
from dragoman.model.mention import Meaning, Mention
from dragoman.model.person import Noun
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within

_BACK = 8  # nouns before a predicate among which its subject is looked for
_ADVERBS = 3  # words of no entry that may stand between subject and predicate


class Predication:
    """One governing predicate. `noun` is None where the subject is taken from the predication before, or from the next (`fronted`)."""

    __slots__ = ("end", "fronted", "inner", "meaning", "noun", "predicate", "start")

    def __init__(self, predicate: Mention, meaning: Meaning, noun: Noun | None) -> None:
        self.predicate = predicate
        self.meaning = meaning
        self.noun = noun
        self.start = noun.start if noun is not None and noun.start < predicate.start else predicate.start
        self.end = predicate.end
        self.fronted = False
        self.inner: Noun | None = None

    @property
    def is_report(self) -> bool:
        """Tell whether the predicate is a verb of saying."""
        return bool(self.meaning.table.get("report"))

    @property
    def is_weak(self) -> bool:
        """Tell whether the predicate is an everyday verb."""
        return self.meaning.table.get("strength") == "weak"


class Clauses:
    """Reads the predications of sentences in one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cases = bool(scene.pack.data.get("forms", {}).get("noun"))
        self.inflected = bool(scene.pack.data.get("forms"))
        self.noun_uses = _noun_uses(scene.pack.code)
        self.joins = [[word] for word in scene.pack.function_words("and")]
        self.inverted = set(scene.pack.words("sentences", "inverted"))

    def words(self, start: int, end: int, *codes: str) -> list[Mention]:
        """Return the function words of some codes in a range."""
        return [
            m for m in within(self.scene.main, start, end)
            if "word" in m.kinds and any(w.kind == "word" and w.code in codes for w in m.meanings)
        ]  # fmt: skip

    def read(self, sentence: Sentence, quotes: list[tuple[int, int]]) -> list[Predication]:
        """Return the predications of `sentence`, in order."""
        kept: list[Predication] = []
        for predicate in self._predicates(sentence):
            meaning = predicate.of("act")
            assert meaning is not None
            last = kept[-1] if kept else None
            opened = next((q[0] for q in quotes if q[0] < predicate.start < q[1]), None)
            left = max(sentence.start, last.predicate.end if last is not None else 0, opened + 1 if opened is not None else 0)
            noun = self._subject(predicate, meaning, left, sentence)
            new = Predication(predicate, meaning, noun)
            if last is None or (opened is not None and last.predicate.end <= opened):
                new.fronted = noun is None and not within(self.scene.nouns, left, predicate.start)
                if noun is None and not new.fronted:
                    new.noun = self._topic(left, predicate.start)
                    if new.noun is not None:
                        new.start = new.noun.start
                if not self._is_purpose(left, predicate):
                    kept.append(new)
            elif self._continues(last, new, sentence):
                kept.append(new)
        self._close(kept, sentence)
        return kept

    def _predicates(self, sentence: Sentence) -> list[Mention]:
        nouns = within(self.scene.nouns, sentence.start, sentence.end)
        found = []
        for mention in within(self.scene.main, sentence.start, sentence.end):
            if "act" not in mention.kinds or any(n.start <= mention.start < n.end and n.kind != "actor" for n in nouns):
                continue
            if self._is_part_of_name(mention) or self._is_noun_use(mention, sentence) or self._is_noun(mention, sentence):
                continue
            meaning = mention.of("act")
            if (
                meaning is not None
                and meaning.table.get("voice") == "passive"
                and any(
                    not self.scene.text.norm[w.end : mention.start].strip()
                    for w in self.words(max(sentence.start, mention.start - 14), mention.start, "relative")
                )
            ):
                continue  # "the agreement that was signed in 1995"
            negated = self.words(max(sentence.start, mention.start - 14), mention.start, "not", "history", "modal")
            if any(self.scene.words_between(word.end, mention.start) <= 1 for word in negated):
                continue
            found.append(mention)
        return found

    def _is_part_of_name(self, mention: Mention) -> bool:
        """A verb inside the name of an instrument or a mechanism is none."""
        for layer in (self.scene.bonds, self.scene.frames):
            for name in within(layer, mention.start - 60, mention.start + 1):
                if (
                    name.end >= mention.end
                    and name.end - name.start > mention.end - mention.start
                    and name.of("instrument.known", "instrument.kind", "mechanism.known", "mechanism.noun")
                ):
                    return True
        return False

    def _is_noun_use(self, mention: Mention, sentence: Sentence) -> bool:
        """ "unity and solidarity": a word that "and" joins to a noun behind it, with no subject before it."""
        after = next(iter(self.words(mention.end, min(sentence.end, mention.end + 6), "and")), None)
        if after is None or self.scene.text.norm[mention.end : after.start].strip():
            return False
        return not any(m.of("act") for m in within(self.scene.main, after.end, after.end + 24))

    def _is_noun(self, mention: Mention, sentence: Sentence) -> bool:
        """A word that is a verb elsewhere, by what stands before it: "its SUPPORT", "to EXPRESS"."""
        fold = self.scene.text.fold
        before = fold[max(sentence.start, mention.start - 24) : mention.start].rstrip()
        for endings, words in self.noun_uses:
            if f" {before}".endswith(endings):
                text = fold[mention.start : mention.end]
                if not words or any(text == word or text.startswith(word + " ") for word in words):
                    return True
        return False

    def _subject(self, predicate: Mention, meaning: Meaning, left: int, sentence: Sentence) -> Noun | None:
        norm = self.scene.text.norm
        if self.scene.text.fold[predicate.start : predicate.end].split()[0] in self.inverted:
            after = next((n for n in within(self.scene.nouns, predicate.end, predicate.end + 30) if not n.oblique), None)
            if after is not None and after.end <= sentence.end and self.scene.words_between(predicate.end, after.start) <= 1:
                return after
        if meaning.table.get("voice") == "passive":
            return self._agent(predicate, sentence)
        if meaning.table.get("noun") and not [
            n for n in within(self.scene.nouns, left, predicate.start) if n.end <= predicate.start
        ]:
            # "Thanks came from the minister": who does it stands behind the noun that carries the act.
            return next(iter(within(self.scene.nouns, predicate.end, min(sentence.end, predicate.end + 60))), None)
        passed = 0  # words of nouns in oblique cases, and what governs them
        for noun in reversed([n for n in within(self.scene.nouns, left, predicate.start)[-_BACK:] if n.end <= predicate.start]):
            gap = norm[noun.end : predicate.start]
            if re.search(r"[;:\"(]", gap) or gap.count(",") == 1 or gap.count(",") > 2:
                return None
            if left > sentence.start and gap.split()[:1] in self.joins:
                return None  # "thanked Y and called for Z": what stands before "and" is no new subject
            unknown = self._unknown(noun.end, predicate.start) - passed
            if noun.oblique:
                passed += self.scene.words_between(noun.start, noun.end) + 1
                continue
            if gap.count(",") == 2:
                unknown = max(0, unknown - 12)
            if unknown > _ADVERBS:
                return None
            if not self._is_governed(noun, left):
                return noun
            if (
                noun.kind != "actor"
                and self._unknown(noun.end, predicate.start) == 0
                and self.words(max(0, noun.start - 12), noun.start, "passive")
            ):
                return noun
        return self._behind(predicate, sentence)

    def _behind(self, predicate: Mention, sentence: Sentence) -> Noun | None:
        """Where cases tell, a subject may stand behind its verb: «сообщил министр»."""
        after = next(iter(within(self.scene.nouns, predicate.end, predicate.end + 30)), None) if self.cases else None
        if after is None or after.oblique or after.end > sentence.end or self.scene.words_between(predicate.end, after.start) > 0:
            return None
        return after

    def _agent(self, predicate: Mention, sentence: Sentence) -> Noun | None:
        before = [
            n for n in within(self.scene.nouns, max(sentence.start, predicate.start - 80), predicate.start) if n.word == "side"
        ]
        if before and before[-1].oblique:
            return before[-1]  # "from the Russian side it was confirmed"
        suffix = self.scene.pack.words("sentences", "agent_suffix")
        if suffix and self.scene.text.fold[predicate.start : predicate.end].endswith(tuple(suffix)):
            before = within(self.scene.nouns, predicate.start - 300, predicate.start)
            return next((n for n in reversed(before) if n.kind in ("person", "title")), None)
        for noun in within(self.scene.nouns, predicate.end, min(sentence.end, predicate.end + 90)):
            if self.words(max(predicate.end, noun.start - 8), noun.start, "passive") or noun.start - predicate.end == 1:
                return noun
        return None

    def _unknown(self, start: int, end: int) -> int:
        """How many words in a range are neither adverbs nor auxiliaries."""
        count = self.scene.words_between(start, end)
        for mention in within(self.scene.main, start, end):
            if mention.end <= end and (
                ((word := mention.of("word")) and word.code in ("adverb", "future", "and", "passive")) or mention.of("act")
            ):
                count -= self.scene.words_between(mention.start, mention.end)
        return max(0, count - len(re.findall(r"(?<!\w)[^\w\s]+(?!\w)", self.scene.text.norm[start:end])))

    def _is_governed(self, noun: Noun, left: int) -> bool:
        """A noun after a preposition is no subject, but the side that a title or head word names is."""
        for word in self.words(max(left, noun.start - 16), noun.start, "preposition", "regarding", "according-to"):
            if self.scene.text.norm[word.end : noun.start].strip() == "":
                return True
        return False

    def _topic(self, left: int, end: int) -> Noun | None:
        """The first noun of a clause that no preposition governs."""
        for noun in within(self.scene.nouns, left, end):
            if not noun.oblique and not self._is_governed(noun, left):
                return noun
        return None

    def _is_purpose(self, left: int, predicate: Mention) -> bool:
        return any(
            self.scene.words_between(word.end, predicate.start) <= 2
            for word in self.words(max(left, predicate.start - 24), predicate.start, "goal", "or")
        )

    def _continues(self, last: Predication, new: Predication, sentence: Sentence) -> bool:
        """Tell whether `new` governs after `last`; where it only fills the clause of a verb of saying, `last` is changed."""
        scene = self.scene
        begin = new.noun.start if new.noun is not None and new.noun.start < new.predicate.start else new.predicate.start
        between = scene.text.norm[last.predicate.end : begin]
        at = max((between.rfind(mark) for mark in (",", ";", ":", '"')), default=-1)
        strong_words = self.words(last.predicate.end, begin, "moreover")
        joins = self.words(last.predicate.end, begin, "and")
        mark = between[at] if at >= 0 else ""
        after_mark = self._unknown(last.predicate.end + at + 1, new.predicate.start) if at >= 0 else 99
        near_word = min((self._unknown(w.end, new.predicate.start) for w in strong_words[-1:]), default=99)
        near_join = min((self._unknown(w.end, new.predicate.start) for w in joins[-1:]), default=99)
        if self._is_purpose(last.predicate.end, new.predicate) and new.noun is None:
            return False
        own = new.noun is not None
        if last.is_report and last.inner is None and own and self._opens(last, between):
            self._fill(last, new, "")
            return False
        if (";" in between or (near_word <= 2 and strong_words)) and (own or after_mark <= 2 or near_word <= 2):
            return True
        if mark == "," and ((own and after_mark <= 6) or after_mark <= (0 if new.is_weak else 2)):
            if own and new.is_weak and last.meaning.code in ("request", "wish") and not self._is_person(new.noun):
                return False
            return own or not self._is_complement(last, new)
        finite = self.inflected and new.meaning.case != "base"
        if near_join == 0 and not own and finite and not new.is_report:
            return True  # "thanked the partners and confirmed": complements are infinitives
        if near_join == 0 and not own and (not new.is_weak or new.meaning.code == "request") and not new.is_report and not (
            self._is_complement(last, new) or new.meaning.code in ("sign", "assist", "sanction", "threaten", "commit")
        ):  # fmt: skip
            return True
        if near_join <= 1 and own and self._is_person(new.noun):
            return True
        if new.meaning.code == "sign" and own and self.words(max(0, begin - 12), begin, "passive"):
            return True
        self._fill(last, new, between)
        return False

    def _opens(self, last: Predication, between: str) -> bool:
        """A verb of saying right before a comma or a colon: what follows is its clause."""
        return bool(re.match(r"\s*[,:]", between)) and "." not in between and ";" not in between

    @staticmethod
    def _is_complement(last: Predication, new: Predication) -> bool:
        """What was agreed, asked, promised or praised may run on with everyday verbs and talks; these begin no act of their own."""
        code = last.meaning.code
        if new.predicate.of("word"):
            return True
        if new.is_weak:
            return code in ("request", "wish", "agree", "commit") or (code == "praise" and new.meaning.code != "support")
        return code in ("request", "wish", "agree", "commit") and new.meaning.code in ("discuss", "assist", "sign")

    @staticmethod
    def _is_person(noun: Noun | None) -> bool:
        return noun is not None and noun.kind in ("person", "title")

    def _fill(self, last: Predication, new: Predication, between: str) -> None:
        """The clause of a verb of saying holds an act: that act is taken, if the side is the same."""
        if not last.is_report or last.inner is not None or re.search(r"[,;]", between):
            return
        if new.is_report and new.meaning.code == "state":
            return
        gap = self._unknown(last.predicate.end, new.predicate.start if new.noun is None else new.noun.start)
        that = self.words(last.predicate.end, new.predicate.start, "that")
        if between == "" or gap - len(that) <= (1 if new.noun is None else 2):
            last.inner = new.noun or last.noun
            last.meaning = new.meaning
            last.predicate = Mention(last.predicate.start, new.predicate.end, last.predicate.meanings, last.predicate.kinds)

    def _close(self, kept: list[Predication], sentence: Sentence) -> None:
        norm = self.scene.text.norm
        for here, after in zip_longest(kept, kept[1:]):
            end = after.start if after is not None else sentence.end
            joints = [
                w
                for w in self.words(max(here.predicate.end, end - 24), end, "and", "moreover")
                if not norm[w.end : end].strip(" ,")
            ]
            if joints and after is not None:
                end = joints[0].start
            here.end = max(here.predicate.end, here.predicate.start + len(norm[here.predicate.start : end].rstrip(" ,;:.\"'/-")))


@cache
def _noun_uses(code: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What stands before a noun that looks like a predicate, with the predicates meant; none: any."""
    tables = load_pack(code).data.get("sentences", {}).get("noun_use", [])
    return [(tuple(_ending(word) for word in table["before"]), tuple(table.get("words", ()))) for table in tables]


def _ending(word: str) -> str:
    """A word as the end of a text: a whole word, but for endings such as 's."""
    return " " + word.lower() if word[:1].isalpha() else word.lower()
