"""The invented world of the benchmarks is the same mixture at every size, so that figures of two sizes can be compared."""

from collections import Counter

import pytest
from benchmarks.register_world import World


@pytest.mark.parametrize("happenings", [1200, 6000])
def test_a_larger_world_is_no_more_crowded(happenings: int) -> None:
    world = World(1, happenings=happenings)
    kinds = Counter(event.kind for event in world.happenings)
    assert kinds["session"] / happenings == pytest.approx(1 / 3, abs=0.02)
    assert happenings / len(world.pairs) == pytest.approx(120)
