"""Acts: who does what to whom, about what. In: a scene, its encounters. Out: acts of the record.

Sentences are read in order; "the two sides", titles and pronouns are resolved against the encounter in focus.
"""

import re
from bisect import bisect_left

from dragoman.model.person import Noun, Person
from dragoman.model.record import Act
from dragoman.reading.claims import speech
from dragoman.reading.claims.clauses import Clauses, Predication
from dragoman.reading.claims.complements import CLIP, Complements
from dragoman.reading.claims.encounters import Events
from dragoman.reading.claims.events import Event
from dragoman.reading.claims.reference import NOBODY, Focus, Who, sorted_parties
from dragoman.reading.claims.topics import find as find_topics
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within
from dragoman.vocab.load import by_key

_COMPARED = 30  # acts of one verb and side that a new one is compared with
_PROMISED = ("support", "assist", "sign", "discuss", "commit")  # what one "will" do is a promise; what one will say is no act yet
_REACH = 3000  # characters that a quotation may begin before the sentence that attributes it


class Acts:
    """Reads the acts of one document."""

    def __init__(self, scene: Scene, events: Events) -> None:
        self.scene = scene
        self.events = events
        self.clauses = Clauses(scene)
        self.resolver = events.resolver
        self.resolver.last = None
        self.acts: list[Act] = []
        self._titles: list[Act] = []
        self._said: dict[tuple[str, tuple[str, ...]], list[set[str]]] = {}
        self._subject: Who = NOBODY
        self._seen = 0
        self._quotations = speech.find(scene)
        self.complements = Complements(scene, self.clauses, self.resolver, events.calendar)
        self._starts = [quotation.start for quotation in self._quotations]
        self._spoken: set[int] = set()
        self._default = Focus(tuple(sorted(events.default)), (), None, None)
        self.resolver.speaker = self._first_person()

    def read(self) -> list[Act]:
        """Return the acts of the document, in order."""
        for sentence, event in zip(self.scene.sentences, self.events.sentence_events(), strict=True):
            if sentence.kind in ("title", "body"):
                self._sentence(sentence, event)
        said = {(act.verb, tuple(act.actors)) for act in self.acts}
        only = [act for act in self._titles if (act.verb, tuple(act.actors)) not in said]
        acts = only[:1] + self.acts
        for number, act in enumerate(acts, 1):
            act.id = f"a{number}"
        return acts

    def _first_person(self) -> Person | None:
        """Who says "I" where a document is one person's statement: the first that it names."""
        home = self.scene.pack.data["pack"].get("home")
        people = [n.person for n in self.scene.nouns if n.person is not None and n.person.offices]
        return next((p for p in people if p.party == home), people[0] if people else None)

    def _sentence(self, sentence: Sentence, event: Event | None) -> None:
        focus = event.focus() if event is not None else self._default
        if len(focus.parties) < 1:
            focus = self._default
        quotations = self._near(sentence)
        inside = [(q.start, q.end) for q in quotations]
        predications = self.clauses.read(sentence, inside)
        made = 0
        for index, predication in enumerate(predications):
            self._see(predication.predicate.start)
            if predication.predicate.start in self.events.told_at:
                continue  # "called on the President", and asked for nothing
            quotation = next((q for q in quotations if q.start < predication.predicate.start < q.end), None)
            attribution = next(
                (q for q in quotations if q.said is not None and q.said.start == predication.predicate.start), None
            )
            if attribution is not None:
                self._attribute(attribution, predication, sentence, focus, event)
                continue
            speaker = (
                self.resolver.resolve(quotation.speaker, focus)
                if quotation is not None and quotation.speaker is not None
                else None
            )
            if speaker is not None and speaker.person is not None:
                self.resolver.speaker = speaker.person
            who = self._who(predication, predications[index + 1 :], focus)
            if who is None and predication.noun is None and predication.fronted:
                who = speaker  # "We" left out in direct speech
            if who is None:
                continue
            if quotation is not None and speaker is not None:
                who = self._quoted(who, predication, speaker, focus)
                self._spoken.add(quotation.start)
            made += self._make(predication, who, sentence, focus, event)
        if not made and not predications and sentence.kind == "body":
            self._according_to(sentence, focus, event)
        self._see(sentence.end)

    def _near(self, sentence: Sentence) -> list[speech.Quotation]:
        """The quotations that a sentence is part of, or that it attributes."""
        low = bisect_left(self._starts, sentence.start - _REACH)
        return self._quotations[low : bisect_left(self._starts, sentence.end)]

    def _see(self, end: int) -> None:
        nouns = self.scene.nouns
        while self._seen < len(nouns) and nouns[self._seen].start < end:
            self.resolver.see(nouns[self._seen])
            self._seen += 1

    # -- subjects

    def _who(self, predication: Predication, later: list[Predication], focus: Focus) -> Who | None:
        noun = predication.noun
        if noun is None and predication.meaning.table.get("voice") == "passive":
            return Who(focus.parties, None, True) if len(focus.parties) != 1 else self._subject
        if noun is None and predication.fronted:
            after = next((p for p in later if p.noun is not None), None)
            if predication.meaning.code in ("discuss", "state") and self._is_fronted(predication):
                return None
            if after is not None and after.noun is not None:
                if predication.meaning.code in ("discuss", "state"):
                    return None
                who = self._resolve(after.noun, focus)
                self._subject = who
                return who
        if noun is None:
            return self._subject if self._subject.parties else None
        if (
            predication.is_weak
            and predication.meaning.code == "commit"
            and (noun.code == "sitting" or self._is_event(predication))
        ):
            return None
        who = self._resolve(noun, focus)
        if not who.parties and noun.code not in ("some", "sides", "sitting"):
            return None
        self._subject = who
        return who

    def _is_fronted(self, predication: Predication) -> bool:
        """A subject stands behind the clause: "Discussing X, the sides ..."."""
        comma = self.scene.text.norm.find(",", predication.predicate.end, predication.end + 1)
        return comma >= 0 and any(n.start - comma <= 30 for n in within(self.scene.nouns, comma, comma + 30))

    def _is_event(self, predication: Predication) -> bool:
        """ "Will hold the chair", "will mark the anniversary", "will meet": mandates, milestones and encounters, not promises."""
        start, end = predication.predicate.end, predication.predicate.end + 45
        counted = re.search(r"\d", self.scene.text.norm[start:end]) is not None
        marks = within(self.scene.anniversaries, start - 1, end) if counted else []
        bonds = [*marks, *(b for b in within(self.scene.bonds, start - 1, end) if b.of("mandate"))]
        verbs = [
            f
            for f in within(self.scene.frames, predication.predicate.start, start + 12)
            if (m := f.of("encounter")) and m.code in ("meeting", "call")
        ]
        return bool(bonds or verbs)

    def _resolve(self, noun: Noun, focus: Focus) -> Who:
        joined = self._coordinated(noun)
        parts = [self.resolver.resolve(part, focus) for part in joined]
        parties = sorted_parties(party for part in parts for party in part.parties)
        person = parts[-1].person if len(parts) == 1 else None
        if person is not None and noun.code not in ("i", "we"):
            self.resolver.last = person
        behalf = self._on_behalf(noun)
        if behalf is not None:
            return Who((behalf,), person)
        return Who(tuple(parties), person, len(parties) > 1 or any(part.joint for part in parts))

    def _on_behalf(self, noun: Noun) -> str | None:
        for word in self.clauses.words(max(0, noun.start - 90), noun.start, "on-behalf-of"):
            for other in within(self.scene.nouns, word.end, word.end + 20):
                if (
                    other.kind == "party"
                    and other.parties
                    and "." not in self.scene.text.norm[word.end : noun.start].rstrip(". ")[:80]
                ):
                    return other.parties[0]
        return None

    def _coordinated(self, noun: Noun) -> list[Noun]:
        if noun.kind == "actor":
            return [noun]
        joined = [noun]
        norm = self.scene.text.norm
        words = self.scene.pack.function_words("and")
        for other in reversed(within(self.scene.nouns, max(0, noun.start - 220), noun.start)):
            gap = norm[other.end : joined[0].start].strip()
            if (
                other.kind == "actor"
                or (gap not in words and gap not in (",", "-", ""))
                or (gap == "" and len(joined) == 1 and other.kind != "party")
            ):
                break
            if gap == "," and len(joined) == 1:
                break
            joined.insert(0, other)
        for other in within(self.scene.nouns, noun.end, noun.end + 60):
            if norm[joined[-1].end : other.start].strip() not in words:
                break
            joined.append(other)
        return joined

    def _quoted(self, who: Who, predication: Predication, speaker: Who, focus: Focus) -> Who:
        noun = predication.noun
        joint = predication.meaning.code in ("agree", "discuss", "sign") or predication.meaning.table.get("joint") in (
            "agree",
            "discuss",
        )
        if noun is not None and noun.code == "we" and joint:
            return Who(focus.parties, speaker.person, True)
        if noun is not None and noun.code == "sides":
            return Who(who.parties, speaker.person, True)
        return Who(who.parties or speaker.parties, speaker.person or who.person)

    # -- claims

    def _attribute(
        self, quotation: speech.Quotation, predication: Predication, sentence: Sentence, focus: Focus, event: Event | None
    ) -> None:
        if quotation.speaker is None:
            return
        who = self._resolve(quotation.speaker, focus)
        self._subject = who
        if quotation.start in self._spoken or not who.parties:
            return
        self._spoken.add(quotation.start)
        acted = any(quotation.start < p.predicate.start < quotation.end for p in self.clauses.read(sentence, []))
        if not acted:
            end = (
                max(quotation.end, predication.predicate.end)
                if predication.predicate.end - quotation.start < CLIP
                else quotation.end
            )
            self._add(
                predication, who, quotation.start, min(end, quotation.start + CLIP), sentence, focus, event, quotation.start
            )

    def _according_to(self, sentence: Sentence, focus: Focus, event: Event | None) -> None:
        for word in self.clauses.words(sentence.start, sentence.end, "according-to"):
            noun = next(iter(within(self.scene.nouns, word.end, word.end + 4)), None)
            if noun is None or (noun.kind not in ("person", "title") and noun.code != "person"):
                continue
            who = self._resolve(noun, focus)
            state = next((m for m in self.scene.pack.data["acts"]["act"] if m["code"] == "state"), None)
            if who.person is None or state is None:
                continue
            self._subject = who
            start = sentence.start
            found, weak = find_topics(self.scene, start, sentence.end)
            self._append(sentence, Act(
                id="", actors=list(who.parties), speaker=who.person.name, verb="state", topics=found or weak or ["diplomacy"],
                encounter=event.id if event else None, cameo="010", evidence=[self.scene.text.span(start, min(sentence.end, start + CLIP))],
                confidence=0.55, made_by="sentences/according-to",
            ))  # fmt: skip
            return

    def _make(self, predication: Predication, who: Who, sentence: Sentence, focus: Focus, event: Event | None) -> bool:
        if predication.inner is not None and predication.inner is not predication.noun:
            inner = self.resolver.resolve(predication.inner, focus)
            same = not who.parties or set(inner.parties) == set(who.parties)
            if predication.inner.code in ("i", "we") or same:
                who = Who(who.parties or inner.parties, who.person)
            elif inner.joint and predication.meaning.code in ("agree", "discuss", "sign", "commit"):
                who = Who(inner.parties, who.person, True)
            else:
                outer = predication.predicate.of("act")
                assert outer is not None
                predication.meaning = outer
        start = predication.start
        if predication.noun is not None and predication.noun.start < predication.predicate.start:
            start = min(start, self._coordinated(predication.noun)[0].start)
        if predication.predicate.start - start >= 120:
            start = predication.predicate.start
        end = min(predication.end, start + CLIP)
        return self._add(predication, who, start, end, sentence, focus, event, predication.predicate.end)

    def _add(
        self,
        predication: Predication,
        who: Who,
        start: int,
        end: int,
        sentence: Sentence,
        focus: Focus,
        event: Event | None,
        body: int,
    ) -> bool:
        table = predication.meaning.table
        verb = table["code"]
        if predication.meaning.case == "future":
            if verb not in _PROMISED:
                return False
            verb = "commit"
        if len(who.parties) > 1 and table.get("joint"):
            verb = table["joint"]
        stop = max(end, min(predication.end, sentence.end))
        found = self.complements.topics(predication, body, stop, sentence)
        quantity = self.complements.quantity(body, stop)
        row = by_key("acts", "act", "code").get(verb, {})
        act = Act(
            id="", actors=list(who.parties), speaker=who.person.name if who.person is not None else None, verb=verb,
            targets=self.complements.targets(verb, who, predication, stop, focus), topics=found,
            encounter=event.id if event is not None else None,
            due=self.complements.due(verb, body, stop), quantity=quantity, cameo=table["cameo"], plover=row.get("plover"),
            evidence=[self.scene.text.span(start, end)], confidence=self._confidence(predication, who), made_by=predication.meaning.name,
        )  # fmt: skip
        return self._append(sentence, act)

    def _append(self, sentence: Sentence, act: Act) -> bool:
        words = set(self._quote(act).lower().split())
        alike = self._said.setdefault((act.verb, tuple(act.actors)), [])
        if any(len(words & said) >= 0.7 * len(words | said) for said in alike[-_COMPARED:]):
            return False
        if sentence.kind == "body":
            alike.append(words)
        (self._titles if sentence.kind == "title" else self.acts).append(act)
        return True

    def _quote(self, act: Act) -> str:
        return self.scene.text.source[act.evidence[0].start : act.evidence[0].end]

    @staticmethod
    def _confidence(predication: Predication, who: Who) -> float:
        score = 0.9
        if predication.noun is None:
            score -= 0.07
        if predication.is_weak:
            score -= 0.12
        return round(score + (0.02 if who.person is not None else 0.0), 2)
