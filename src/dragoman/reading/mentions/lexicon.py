"""The phrases of the pack in a text. In: the matching copy. Out: the mentions of each layer, the longest at each place."""

from dragoman.lang.pack import Pack
from dragoman.model.mention import Mention
from dragoman.text.normalise import Text

LAYERS = ("main", "topic", "frame", "bond", "cue", "anniversary")


def find(text: Text, pack: Pack) -> dict[str, list[Mention]]:
    """Return the mentions of each layer, in order."""
    found: dict[str, list[Mention]] = {layer: [] for layer in LAYERS}
    ends = dict.fromkeys(LAYERS, -1)
    for start, end, groups in pack.phrases.find(text):
        for layer, meanings, kinds in groups:
            mentions = found[layer]
            if start >= ends[layer]:
                mentions.append(Mention(start, end, meanings, kinds))
                ends[layer] = end
            elif mentions[-1].start == start and mentions[-1].end == end:
                mentions[-1].add(meanings, kinds)
    return found
