"""Columns drawn at random, the same for the same seed on every machine: millions of rows without a loop."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


class Draws:
    """Draws over one number a row; each draw has a stream of its own."""

    def __init__(self, key: str, seed: int) -> None:
        self._key = key
        self._seed = seed * 1000

    def below(self, limit: int) -> pl.Expr:
        """A whole number from 0 to ``limit`` - 1."""
        self._seed += 1
        # splitmix64: a few multiplications and shifts are enough to scatter consecutive numbers
        mixed = (pl.col(self._key).cast(pl.UInt64) + self._seed * 0x9E3779B9) * 0xBF58476D1CE4E5B9
        mixed = (mixed ^ (mixed // 2**31)) * 0x94D049BB133111EB
        return ((mixed // 2**33) % limit).cast(pl.Int64)

    def chance(self, share: float) -> pl.Expr:
        """True for about ``share`` of the rows."""
        return self.below(1_000_000) < int(share * 1_000_000)

    def pick(self, values: Sequence[str | None]) -> pl.Expr:
        """One of ``values``; a value that stands there twice comes twice as often."""
        table = dict(enumerate(values))
        return self.below(len(values)).replace_strict(list(table), list(table.values()), return_dtype=pl.String)
