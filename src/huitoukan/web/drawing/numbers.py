"""How numbers are shown, and round ones for a scale."""

from __future__ import annotations

import math


def shown(value: float) -> str:
    """With commas, and with a decimal only where there is one."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def round_top(highest: float, steps: int) -> float:
    """The smallest round number not below ``highest`` that ``steps`` equal steps of a whole number reach."""
    if highest <= steps:
        return float(steps)
    size = 10 ** math.floor(math.log10(highest / steps))
    step = next(size * each for each in (1, 2, 2.5, 5, 10) if size * each * steps >= highest and size * each % 1 == 0)
    return float(step * steps)
