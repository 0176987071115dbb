"""The phrases of the pack in a text. In: the matching copy. Out: the mentions of each layer, the longest at each place."""

from dragoman.lang.pack import Pack
from dragoman.model.mention import Meaning, Mention
from dragoman.text.normalise import Text
from dragoman.text.phrases import Hit

LAYERS = ("main", "topic", "frame", "bond", "cue")
# Layers in which what overlaps is kept: a topic inside a topic is still named.
_OVERLAPPING = frozenset(("topic",))


def find(text: Text, pack: Pack) -> dict[str, list[Mention]]:
    """Return the mentions of each layer, in order."""
    found: dict[str, list[Mention]] = {layer: [] for layer in LAYERS}
    ends = dict.fromkeys(LAYERS, -1)
    for hit in pack.phrases.find(text):
        for layer, meanings in _by_layer(hit).items():
            last = found[layer][-1] if found[layer] else None
            if last is not None and last.start == hit.start and last.end == hit.end:
                last.meanings.extend(meanings)
            elif hit.start >= ends[layer] or layer in _OVERLAPPING:
                found[layer].append(Mention(hit.start, hit.end, meanings))
                ends[layer] = max(ends[layer], hit.end)
    return found


def _by_layer(hit: Hit) -> dict[str, list[Meaning]]:
    layers: dict[str, list[Meaning]] = {}
    for meaning in hit.meanings:
        assert isinstance(meaning, Meaning)
        layers.setdefault(meaning.layer, []).append(meaning)
    return layers
