"""The registered list as of a day: which row of which list says what holds of each person and of their household.

A person and a household are versions of their own. When a month's list changes what it says of the household alone, the
person's version still names the row of an older list. The newer row of the same person is taken then, if it says of the
person what the older one says; where there is none, the household's columns are laid over the older row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from huitoukan.domain.registry.queries import AsOf, households, persons
from huitoukan.policy.models import ListKind, Pack, Role, Subject

_AT_ONCE = 20_000
_PERSON = {
    "household_no": pl.String,
    "origin": pl.Int64,
    "origin_row": pl.Int64,
    "valid_from": pl.Date,
    "since": pl.Int64,
}
_HOME = {"household_no": pl.String, "home": pl.Int64, "home_from": pl.Date, "home_since": pl.Int64}
_NEWER = {"origin": pl.Int64, "origin_row": pl.Int64, "newer_row": pl.Int64}


@dataclass(frozen=True, slots=True)
class Registered:
    """Finds the rows of a day, and fills them in."""

    at: AsOf
    pack: Pack
    scan: Callable[[int], pl.LazyFrame]
    """The registered list of an import, with ``row_id``."""

    @property
    def kind(self) -> ListKind:
        """The list that is the registry itself."""
        return self.pack.kinds[Subject.REGISTERED]

    def rows(self) -> Iterator[tuple[int, pl.DataFrame]]:
        """Each import and its rows that hold, with ``row_id`` as in its list; one import in memory at a time."""
        for (origin,), pointers in self.pointers().group_by("origin", maintain_order=True):
            number = int(str(origin))
            yield number, self._filled(number, pointers.select("origin_row", "home"))

    def pointers(self) -> pl.DataFrame:
        """``origin`` and ``origin_row`` of each row; ``home``: the import that speaks of its household, if another."""
        held = _persons(self.at).join(_homes(self.at), on="household_no", how="left", maintain_order="left")
        elsewhere = pl.col("home").is_not_null() & (pl.col("home") != pl.col("origin"))
        same_day = (pl.col("home_from") == pl.col("valid_from")) & (pl.col("home_since") > pl.col("since"))
        held = held.with_columns(
            elsewhere=elsewhere, stale=elsewhere & ((pl.col("home_from") > pl.col("valid_from")) | same_day)
        )
        newer = self._newer(held.filter("stale"))
        joined = held.join(newer, on=["origin", "origin_row"], how="left", maintain_order="left")
        is_newer = pl.col("newer_row").is_not_null()
        chosen = joined.select(
            origin=pl.when(is_newer).then("home").otherwise("origin"),
            origin_row=pl.coalesce("newer_row", "origin_row"),
            home=pl.when(pl.col("elsewhere") & ~is_newer).then("home"),
        )
        return chosen.unique(["origin", "origin_row"], keep="first").sort("origin", "origin_row")

    def _newer(self, stale: pl.DataFrame) -> pl.DataFrame:
        """Of those persons whose row in the list of ``home`` says the same: that row."""
        pairs = stale.select("origin", "home").unique(maintain_order=True).sort("origin", "home")
        found = [self._same(stale, origin, home) for origin, home in pairs.iter_rows()]
        met = pl.concat([pl.DataFrame(schema=_NEWER), *found])
        return met.unique(["origin", "origin_row"], keep="first", maintain_order=True)

    def _same(self, stale: pl.DataFrame, origin: int, home: int) -> pl.DataFrame:
        of_pair = stale.filter(pl.col("origin") == origin, pl.col("home") == home).select("origin_row")
        old, new = self.scan(origin), self.scan(home)
        columns = [set(each.collect_schema().names()) for each in (old, new)]
        says = [name for name in self._own if name in columns[0] | columns[1]]
        known = old.select(pl.col("row_id").alias("origin_row"), *(_column(name, columns[0]) for name in says))
        newer = new.select(pl.col("row_id").alias("newer_row"), *(_column(name, columns[1]) for name in says))
        met = known.join(of_pair.lazy(), on="origin_row", how="semi").join(newer, on=says, nulls_equal=True)
        return (
            met.select(pl.lit(origin, pl.Int64).alias("origin"), "origin_row", "newer_row").sort("newer_row").collect()
        )

    @property
    def _own(self) -> list[str]:
        """What a row says of its person, and in which household that is."""
        return [name for name, field in self.kind.fields.items() if field.about == "row" or name == self._number]

    @property
    def _number(self) -> str:
        number = self.kind.with_role(Role.HOUSEHOLD_NO)
        assert number  # it is what makes a list the registered one
        return number

    def _filled(self, origin: int, pointers: pl.DataFrame) -> pl.DataFrame:
        wanted = pointers.lazy().rename({"origin_row": "row_id"})
        rows = self.scan(origin).join(wanted, on="row_id", how="inner").collect()
        parts = [rows.filter(pl.col("home").is_null())]
        for (home,), each in rows.filter(pl.col("home").is_not_null()).group_by("home", maintain_order=True):
            own = each.drop(_about_household(self.kind, each.columns) - {self._number})
            parts.append(own.join(self._said(int(str(home)), each), on=self._number, how="left"))
        return pl.concat(parts, how="diagonal_relaxed").drop("home").sort("row_id")

    def _said(self, home: int, rows: pl.DataFrame) -> pl.DataFrame:
        """What the list of ``home`` says of the households of ``rows``: the head, else the first who says something."""
        numbers = rows.lazy().select(self._number).unique()
        listed = self.scan(home).join(numbers, on=self._number, how="semi").sort("row_id").collect()
        relation = self.kind.with_role(Role.RELATION)
        if relation in listed.columns:
            is_head = pl.col(str(relation)).eq_missing(pl.lit(self.pack.head_relation))
            listed = listed.sort(is_head, descending=True, maintain_order=True)
        said = sorted(_about_household(self.kind, listed.columns) - {self._number})
        return listed.group_by(self._number).agg(pl.col(name).drop_nulls().first() for name in said)


def _persons(at: AsOf) -> pl.DataFrame:
    rows = persons(at).order_by().values_list("household_no", "origin_id", "row_id", "valid_from", "since")
    return pl.DataFrame(list(rows.iterator(chunk_size=_AT_ONCE)), schema=_PERSON, orient="row")


def _homes(at: AsOf) -> pl.DataFrame:
    rows = households(at).order_by().values_list("number", "origin_id", "valid_from", "since")
    return pl.DataFrame(list(rows.iterator(chunk_size=_AT_ONCE)), schema=_HOME, orient="row").unique("household_no")


def _column(name: str, known: set[str]) -> pl.Expr:
    return (pl.col(name) if name in known else pl.lit(None)).alias(name)


def _about_household(kind: ListKind, columns: Iterable[str]) -> set[str]:
    """Those of its fields that speak of the household, with the columns made of them, such as ``village_key``."""
    return {
        column
        for column in columns
        if (field := _field_of(column, kind.fields)) and kind.fields[field].about == "household"
    }


def _field_of(column: str, fields: Mapping[str, object]) -> str:
    """The field that a typed column is, or was made of."""
    made_of = [name for name in fields if column == name or column.startswith(f"{name}_")]
    return max(made_of, key=len, default="")
