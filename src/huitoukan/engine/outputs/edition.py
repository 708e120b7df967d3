"""A result made ready for its readers: their language, masked or not, with places and texts at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from huitoukan.engine.following.changes import Changes
from huitoukan.engine.masking import mask, mask_text
from huitoukan.engine.outputs.lists import find_places, kind_of, read_roles
from huitoukan.engine.results import Result
from huitoukan.messages import Lang, Message, say
from huitoukan.policy.models import Level, Pack, Role, Subject


@dataclass(frozen=True)
class Edition:
    """What every output is written from. Workbooks speak Chinese; the page speaks ``lang``."""

    result: Result
    pack: Pack
    lang: Lang = "zh"
    full_ids: bool = False
    changes: Changes | None = None
    """Against an earlier run, when there is one."""

    @cached_property
    def places(self) -> pl.DataFrame:
        """``kind``, ``row_id``, ``file``, ``sheet``, ``row`` of every row."""
        return find_places(self.result.sheets)

    @cached_property
    def registry(self) -> pl.DataFrame:
        """``person_no``, ``household_no``, ``county``, ``township``, ``id_no`` of the registry's rows."""
        kind = kind_of(self.pack, Subject.REGISTERED)
        roles = {
            "person_no": Role.PERSON_NO,
            "household_no": Role.HOUSEHOLD_NO,
            "county": Role.COUNTY,
            "township": Role.TOWNSHIP,
            "id_no": Role.ID_NO,
        }
        if kind is None:
            return pl.DataFrame(schema=dict.fromkeys(roles, pl.String))
        found = read_roles(self.result.sheets, kind, roles).select(*roles).collect()
        return found.with_columns(self.wording("county"), self.wording("township"))

    @cached_property
    def findings(self) -> pl.DataFrame:
        """The findings; names and places, into which anything may have been typed, as this edition may show them."""
        return self.result.findings.with_columns(
            self.wording(column) for column in ("township", "village", "name", "sentence")
        )

    @cached_property
    def households(self) -> pl.DataFrame:
        """The base of every rate, a township a row, by the names that ``findings`` have."""
        return self.result.households.with_columns(self.wording("township"))

    def text(self, key: str, **values: object) -> str:
        """A sentence of the outputs in the reader's language."""
        return say(f"outputs.{key}", **values).text(self.lang)

    def tell(self, message: Message) -> str:
        """A sentence of another part in the reader's language; it may quote cells."""
        text = message.text(self.lang)
        return text if self.full_ids else mask_text(text)

    def listing(self, words: Sequence[str]) -> str:
        """Words one after the other, as the reader's language joins them."""
        return self.text("listing", words=list(words))

    def fact_title(self, level: str, fact: str) -> str:
        """What a fact is called, looked for at its rule's level first."""
        levels = [Level(level), *(other for other in Level if other != level)]
        found = (self.pack.facts.get(each, {}).get(fact) for each in levels)
        return next((known.title for known in found if known is not None), fact)

    def id_number(self, column: str) -> pl.Expr:
        """A column of ID numbers, as this edition may show it."""
        return pl.col(column) if self.full_ids else mask(pl.col(column))

    def wording(self, column: str) -> pl.Expr:
        """A column of text in which an ID number might stand, as this edition may show it."""
        return pl.col(column) if self.full_ids else mask(pl.col(column), inside_text=True)

    def person_key(self, column: str) -> pl.Expr:
        """A column of person keys: person numbers stay, ID numbers that stand in for them are masked."""
        if self.full_ids:
            return pl.col(column)
        known = self.registry.get_column("person_no").drop_nulls().unique()
        place = pl.col(column).str.contains("#", literal=True)
        plain = pl.col(column).is_in(known.implode()) | place
        return pl.when(plain).then(pl.col(column)).otherwise(mask(pl.col(column)))
