"""Made-up townships and villages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from huitoukan.samples.words import words


def lay_out(rng: Random, households: int) -> Mapping[str, Sequence[str]]:
    """Villages by township; three to six townships of three or four villages."""
    count = min(6, 3 + households // 2500)
    townships = rng.sample(list(words()["township_words"]), count)
    villages = [first + last for first in words()["village_first"] for last in words()["village_last"]]
    rng.shuffle(villages)
    return {
        name + rng.choice(words()["township_ends"]): [villages.pop() + "村" for _ in range(rng.randint(3, 4))]
        for name in townships
    }
