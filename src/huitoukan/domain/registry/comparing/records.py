"""From the rows of a registered list to records of persons and households, in the shape of their versions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from huitoukan.domain.registry.comparing.facts import digests, facts
from huitoukan.domain.registry.comparing.places import township_of, village_of
from huitoukan.domain.registry.enums import Conflict
from huitoukan.policy.models import FieldType, ListField, ListKind, Pack, Role, Subject

PERSON = (
    *("key", "person_no", "household_no", "name", "initials", "id_no", "id18", "id_tail"),
    *("phone", "relation", "sex", "birth_date", "area_code", "row_id", "facts", "digest"),
)
HOUSEHOLD = (
    *("number", "township", "village", "head_name", "size", "household_type", "monitor_kind", "risk_removed"),
    *("area_code", "row_id", "facts", "disputed", "digest"),
)
CLASH = ("conflict", "clashing_rows", "clashing_fields")
"""Beside each record: why it cannot be taken over, the rows that say different things, and in which fields of the
household; it is taken over as its head says all the same."""
IS_DISPUTED = pl.col("conflict").is_null() & (pl.col("clashing_fields").list.len() > 0)
"""Of records with these columns: taken over, though their rows say different things of the household."""
LONGEST_NUMBER = 40
_LENGTHS = {"name": 60, "township": 60, "village": 60, "head_name": 60, "initials": 20, "id_no": 30}
_SHORT = {"phone": 20, "relation": 20, "sex": 4, "household_type": 40, "monitor_kind": 40, "key": 120}


@dataclass(frozen=True, slots=True)
class Register:
    """The registered list of a pack, as far as some rows have its columns."""

    kind: ListKind
    head: str
    """What the relation of the head of a household is called."""
    fields: Sequence[str]

    def of(self, role: Role) -> str | None:
        """The field of that role, if the rows have it."""
        name = self.kind.with_role(role)
        return name if name in self.fields else None

    def text(self, role: Role) -> pl.Expr:
        """The column of that role; null without it."""
        name = self.of(role)
        return pl.col(name) if name else pl.lit(None, pl.String)

    @property
    def own(self) -> list[str]:
        """The fields that speak of the person, and which household that is."""
        number = self.of(Role.HOUSEHOLD_NO)
        return [n for n in self.fields if self.kind.fields[n].about == "row" or n == number]

    @property
    def common(self) -> list[str]:
        """The fields that speak of the household."""
        return [n for n in self.fields if self.kind.fields[n].about == "household"]


def registered_kind(pack: Pack) -> ListKind:
    """The kind of list that is the registry itself; a pack has exactly one."""
    return next(kind for kind in pack.kinds.values() if kind.subject is Subject.REGISTERED)


def register_of(pack: Pack, rows: pl.DataFrame) -> Register:
    """The registered list with the columns that ``rows`` have."""
    kind = registered_kind(pack)
    return Register(kind, pack.head_relation, [name for name in kind.fields if name in rows.columns])


def person_records(rows: pl.DataFrame, register: Register) -> pl.DataFrame:
    """One row a person (``PERSON``, ``CLASH``); ``rows`` are typed and have ``area_code``."""
    named = rows.with_columns(facts(rows, register.kind, register.own)).select(_person_columns(register))
    named = _fit(named.with_columns(_key(), id_tail=pl.col("id_no").str.tail(6).str.reverse()))
    named = named.with_columns(digests(named["facts"], named["area_code"], named["household_no"], named["phone"]))
    repeated = pl.col("digest").n_unique() > 1
    clash = named.group_by("key").agg(
        conflict=pl.when(repeated).then(pl.lit(Conflict.REPEATED.value)),
        clashing_rows=pl.when(repeated).then(pl.col("row_id").implode()).otherwise(pl.lit([], pl.List(pl.Int64))),
        clashing_fields=pl.lit([], pl.List(pl.String)),
    )
    firsts = named.unique("key", keep="first", maintain_order=True)
    return firsts.join(clash, on="key", maintain_order="left").select(*PERSON, *CLASH)


def _person_columns(register: Register) -> list[pl.Expr]:
    birth, id_no = register.of(Role.BIRTH_DATE), register.of(Role.ID_NO)
    named = register.of(Role.NAME)
    return [
        *(register.text(role).fill_null("").alias(role.value) for role in _PERSON_ROLES),
        _initials(pl.col(f"{named}_pinyin") if named else pl.lit(None, pl.String)),
        (pl.col(f"{id_no}_id18") if id_no else pl.lit(None, pl.String)).alias("id18"),
        _phone(register),
        (pl.col(birth) if birth else pl.lit(None, pl.Date)).alias("birth_date"),
        *map(pl.col, ("area_code", "row_id", "facts")),
    ]


_PERSON_ROLES = (Role.PERSON_NO, Role.HOUSEHOLD_NO, Role.NAME, Role.ID_NO, Role.RELATION, Role.SEX)


def _key() -> pl.Expr:
    """A person is its number; without one, whoever is called so in the household."""
    who = pl.when(pl.col("id_no") != "").then("id_no").otherwise("name")
    named = pl.concat_str("household_no", pl.lit("/"), who)
    return pl.when(pl.col("person_no") != "").then("person_no").otherwise(named).alias("key")


def _initials(pinyin: pl.Expr) -> pl.Expr:
    """First letters of the syllables."""
    return pinyin.str.replace_all(r"(\S)\S*\s*", "${1}").fill_null("").alias("initials")


def _phone(register: Register) -> pl.Expr:
    """The person's own, else that of the household."""
    own = [n for n in register.own if register.kind.fields[n].type is FieldType.PHONE]
    numbers = [*map(pl.col, own), register.text(Role.PHONE)]
    return pl.coalesce(numbers).fill_null("").alias("phone")


def household_records(rows: pl.DataFrame, register: Register, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a household (``HOUSEHOLD``, ``CLASH``): what its head says, else the first member who says something."""
    number = register.of(Role.HOUSEHOLD_NO)
    assert number
    homes = _homes(rows.filter(pl.col(number).is_not_null()), register, number)
    homes = homes.with_columns(facts(homes, register.kind, register.common))
    homes = homes.with_columns(_disputed(homes, rows, register, number))
    sizes = persons.group_by(number=pl.col("household_no")).agg(size=pl.len())
    named = homes.select(
        pl.col(number).alias("number"),
        register.text(Role.TOWNSHIP).fill_null("").alias("township"),
        register.text(Role.VILLAGE).fill_null("").alias("village"),
        *map(_known(register), ("household_type", "monitor_kind", "risk_removed")),
        *map(pl.col, ("head_name", "area_code", "row_id", "facts", "disputed", *CLASH)),
    ).join(sizes, on="number", how="left", maintain_order="left")
    named = _fit(named.with_columns(pl.col("size").fill_null(0)))
    summed = (
        named["facts"] + named["disputed"].replace("{}", ""),
        named["area_code"],
        named["head_name"],
        named["size"].cast(pl.String),
    )
    return named.with_columns(digests(*summed)).select(*HOUSEHOLD, *CLASH)


def _homes(rows: pl.DataFrame, register: Register, number: str) -> pl.DataFrame:
    """The rows of each household as one; heads come first."""
    said = [name for name in register.common if name != number]
    name = register.of(Role.NAME)
    placed = rows.with_columns(township_code=township_of("area_code"), village_code=village_of("area_code"))
    grouped = placed.sort(register.text(Role.RELATION).eq_missing(register.head), descending=True, maintain_order=True)
    head_name = pl.col(name).first().fill_null("") if name else pl.lit("")
    # whoever lives in another township or village is another family, which must not read this one's file
    apart = _differ("township_code") | _differ("village_code")
    places = [register.of(role) for role in (Role.TOWNSHIP, Role.VILLAGE)]  # one place may be written in two ways
    clashes = [_differ(field) & apart if field in places else _differ(field) for field in said]
    homes = grouped.group_by(number, maintain_order=True).agg(
        *(pl.col(field).drop_nulls().first() for field in said),
        head_name.alias("head_name"),
        pl.col("area_code", "row_id").first(),
        pl.col("row_id").alias("clashing_rows"),
        apart.alias("apart"),
        *(clash.alias(f"{field} clashes") for field, clash in zip(said, clashes, strict=True)),
    )
    clashing = pl.concat_list(pl.when(f"{field} clashes").then(pl.lit(field)) for field in said) if said else _NONE
    homes = homes.with_columns(clashing_fields=clashing.list.drop_nulls())
    is_clashing = pl.col("clashing_fields").list.len() > 0
    return homes.with_columns(
        conflict=pl.when("apart").then(pl.lit(Conflict.APART.value)),
        clashing_rows=pl.when(is_clashing).then("clashing_rows").otherwise(pl.lit([], pl.List(pl.Int64))),
    )


_NONE = pl.lit([], pl.List(pl.String))


def _differ(column: str) -> pl.Expr:
    """Whether a group has different values; cheaper than counting them, and as sure: blanks are no values."""
    return (pl.col(column).min() != pl.col(column).max()).fill_null(value=False)


def _disputed(homes: pl.DataFrame, rows: pl.DataFrame, register: Register, number: str) -> pl.Series:
    """What members say otherwise than their household: field → values, as JSON. Hardly any household has such."""
    contested = homes.filter(pl.col("clashing_fields").list.len() > 0).select(number, "clashing_fields")
    told = rows.join(contested, on=number, how="inner", maintain_order="left")
    said: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for home, text in zip(told[number], facts(told, register.kind, register.common), strict=True):
        said[home].append(json.loads(text))
    texts = {
        home: json.dumps(_others(json.loads(kept), fields, said[home]), ensure_ascii=False)
        for home, kept, fields in homes.select(number, "facts", "clashing_fields").iter_rows()
        if fields
    }
    return pl.Series("disputed", [texts.get(home, "{}") for home in homes[number]], dtype=pl.String)


def _others(kept: dict[str, Any], fields: Sequence[str], said: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    values = {field: dict.fromkeys(each[field] for each in said if field in each) for field in fields}
    return {field: [value for value in each if value != kept.get(field)] for field, each in values.items()}


def _known(register: Register):  # type: ignore[no-untyped-def]
    """How a field that versions have a column for is asked for."""

    def column(name: str) -> pl.Expr:
        field: ListField | None = register.kind.fields.get(name) if name in register.fields else None
        if field is None:
            return pl.lit(None, pl.Boolean).alias(name) if name == "risk_removed" else pl.lit("").alias(name)
        return pl.col(name) if field.type is FieldType.YES_NO else pl.col(name).fill_null("")

    return column


def _fit(named: pl.DataFrame) -> pl.DataFrame:
    """Texts as long as the columns of the database are; it takes no NUL either."""
    lengths = {**_LENGTHS, **_SHORT}
    return named.with_columns(
        pl.col(name).str.replace_all("\x00", "", literal=True).str.head(lengths.get(name, LONGEST_NUMBER))
        for name, dtype in named.schema.items()
        if dtype == pl.String and name not in ("facts", "disputed")
    )
