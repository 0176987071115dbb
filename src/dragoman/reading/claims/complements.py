"""What an act is about and whom it is aimed at. In: a predication with its reach. Out: topics, quantity, due date, targets."""

import itertools

from dragoman.model.edtf import format_edtf
from dragoman.model.person import Noun
from dragoman.model.record import Quantity
from dragoman.reading.claims.clauses import Clauses, Predication
from dragoman.reading.claims.reference import Focus, Resolver, Who
from dragoman.reading.claims.topics import find as find_topics
from dragoman.reading.claims.topics import hotspot
from dragoman.reading.claims.years import Calendar
from dragoman.reading.scene import Scene, Sentence
from dragoman.text.placed import within

CLIP = 260  # characters that evidence holds at most, and in which a sentence's topics are an act's
_ONE_SIDED = ("praise", "commit", "agree", "assist", "wish", "request", "discuss")


class Complements:
    """Reads the complements of the predications of one scene."""

    def __init__(self, scene: Scene, clauses: Clauses, resolver: Resolver, calendar: Calendar) -> None:
        self.scene = scene
        self.clauses = clauses
        self.resolver = resolver
        self.calendar = calendar
        self.hotspot = hotspot(scene)

    def topics(self, predication: Predication, start: int, end: int, sentence: Sentence) -> list[str]:
        strong, weak = find_topics(self.scene, start, end)
        opening = self.scene.text.fold[sentence.start : predication.start]
        if len(opening) > 8 and self.clauses.words(sentence.start, min(sentence.start + 30, predication.start), "regarding"):
            fronted, fronted_weak = find_topics(self.scene, sentence.start, min(predication.start, sentence.start + 160))
            strong = list(dict.fromkeys([*strong, *fronted]))
            weak = [*weak, *fronted_weak]
        journeys = [
            f for f in within(self.scene.frames, start, end) if (m := f.of("encounter")) and m.code in ("visit", "meeting")
        ]
        if not strong and journeys:
            strong = ["high-level-exchange"]
        if (
            not strong
            and (around := find_topics(self.scene, sentence.start, sentence.end)[0])
            and sentence.end - sentence.start < CLIP
        ):
            strong = around
        if not strong and self.hotspot is not None:
            strong = [self.hotspot]
        return strong or weak[:1] or ["diplomacy"]

    def quantity(self, start: int, end: int) -> Quantity | None:
        found = within(self.scene.quantities, start, end)
        return found[-1].quantity if found else None

    def due(self, verb: str, start: int, end: int) -> str | None:
        if verb not in ("agree", "commit", "request", "wish", "sign", "discuss"):
            return None
        for mention in reversed(within(self.scene.dates, start, end)):
            resolved = self.calendar.resolve(mention, ahead=True)
            if mention.kind == "period" and mention.first.year is not None:
                return format_edtf(mention.first, mention.last)
            if resolved.edtf is None or mention.past or mention.kind in ("same-day", "relative-day") or mention.offset < 0:
                continue
            year = self.calendar.year
            if year is None or int(resolved.edtf[:4]) >= year if resolved.edtf[:4].isdigit() else True:
                return resolved.edtf
        return None

    def targets(self, verb: str, who: Who, predication: Predication, end: int, focus: Focus) -> list[str]:
        if len(who.parties) != 1:
            return []
        actor = who.parties[0]
        counterpart = [party for party in focus.parties if party != actor]
        if actor not in focus.parties and counterpart and focus.parties[-1].islower():
            # a member speaks in a sitting of its bloc: the other side is the partner
            counterpart = [party for party in counterpart if party.isupper()]
        start = predication.predicate.end
        nouns = [n for n in within(self.scene.nouns, start, end) if n.end <= end + 1]
        named = list(
            dict.fromkeys(
                p
                for n in nouns
                if n.kind in ("party", "person", "title")
                for p in self.resolver.resolve(n, focus).parties
                if p != actor
            )
        )
        sides = any(n.code in ("sides", "counterpart") for n in nouns[:2])
        first = nouns[0] if nouns and self.scene.words_between(start, nouns[0].start) <= 3 else None
        direct = [p for p in self.resolver.resolve(first, focus).parties if p != actor] if first is not None else []
        if verb == "request" and first is not None and direct and first.code != "sides":
            return sorted(direct)
        paired = self._is_pair(nouns, actor)
        reached = [party for party in named if party in counterpart]
        if reached and not (paired and not direct):
            return sorted(reached)
        if verb == "state":
            return []
        if verb in ("object", "support", "threaten", "sanction"):
            return sorted(named[:1]) if named and not paired else []
        if direct and direct[0] not in counterpart and verb in ("praise", "assist"):
            return sorted(direct)
        if verb == "wish" and not (sides or reached):
            return sorted(counterpart) if len(counterpart) == 1 and not named else []
        if verb in _ONE_SIDED and len(counterpart) == 1 and not (paired and verb == "praise"):
            if first is not None and first.code in ("some", "sitting") and verb == "request":
                return []
            return counterpart
        return []

    def _is_pair(self, nouns: list[Noun], actor: str) -> bool:
        """The complement names the relation of actor and partner: "ASEAN - Russia cooperation"."""
        joined = ("-", *self.scene.pack.function_words("and"))
        for one, other in itertools.pairwise(nouns):
            gap = self.scene.text.norm[one.end : other.start].strip()
            if gap in joined and actor in (*one.parties, *other.parties):
                return True
        return False
