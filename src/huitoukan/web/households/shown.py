"""Values of the registered list in words: yes and no, days, amounts, numbers masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from huitoukan.core.saying import current, spoken
from huitoukan.domain.registry.masking import masked
from huitoukan.messages import say
from huitoukan.policy.models import ListField, Pack, Section, Subject
from huitoukan.web.drawing.bars import Bar, bars
from huitoukan.web.drawing.numbers import shown as number_shown


@dataclass(frozen=True, slots=True)
class Told:
    """A column and what it says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """How columns of the registered list are shown to one reader."""

    pack: Pack
    is_open: bool
    """Whether numbers are shown in full."""

    @property
    def fields(self) -> Mapping[str, ListField]:
        """The columns of the registered list."""
        return self.pack.kinds[Subject.REGISTERED].fields

    def sections(self, style: str) -> list[Section]:
        """Those of the page that are drawn so."""
        return [section for section in self.pack.household.values() if section.style == style]

    def heading(self, section: Section) -> str:
        """In the language of the page."""
        return section.title_en if current() == "en" else section.title

    def label(self, name: str) -> str:
        """What a column is called; in English where the page of a household has it, or by what it tells."""
        field = self.fields.get(name)
        if current() == "en":
            named = next((each.fields[name] for each in self.pack.household.values() if name in each.fields), "")
            return named or (spoken(say(f"household.role_{field.role}")) if field and field.role else name)
        return field.title if field else name

    def value(self, name: str, value: Any) -> str:
        """In words; a dash for nothing."""
        field = self.fields.get(name)
        if value is None or value == "":
            return "—"
        if isinstance(value, bool):
            return spoken(say("page.yes") if value else say("household.no"))
        if isinstance(value, int | float):
            unit = f" {field.unit}" if field and field.unit and current() == "zh" else ""
            return number_shown(value) + unit
        text = str(value)
        return text if self.is_open else masked(text, field)

    def told(self, section: Section, facts: Mapping[str, Any]) -> list[Told]:
        """What ``facts`` say under one heading; without what is blank."""
        return [Told(self.label(name), self.value(name, facts[name])) for name in section.fields if name in facts]

    def amounts(self, section: Section, facts: Mapping[str, Any]) -> list[Bar]:
        """As bars, in yuan."""
        return bars(self._amounts(section, facts))

    def _amounts(self, section: Section, facts: Mapping[str, Any]) -> Iterator[tuple[str, float, str]]:
        for name in section.fields:
            if isinstance(facts.get(name), int | float):
                yield self.label(name), float(facts[name]), ""
