"""What a policy pack is made of, as frozen objects. The files are read by :mod:`huitoukan.policy.loading`."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import Field

from huitoukan.policy.linking import Linkage
from huitoukan.policy.parts import Frozen, Id, RuleId, Text


class ValueType(StrEnum):
    """The types that expressions know."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    MONTH = "month"
    """A calendar month as its index: year * 12 + month - 1."""


class FieldType(StrEnum):
    """What a column of a list holds and so how its cells are cleaned."""

    TEXT = "text"
    NAME = "name"
    ID_NO = "id_no"
    PHONE = "phone"
    TOWNSHIP = "township"
    VILLAGE = "village"
    INTEGER = "integer"
    YEAR = "year"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MONTH = "month"
    YES_NO = "yes_no"
    CODE = "code"

    @property
    def value_type(self) -> ValueType:
        """The type that expressions see."""
        return _VALUE_TYPES.get(self, ValueType.TEXT)


_VALUE_TYPES = {
    FieldType.INTEGER: ValueType.INTEGER,
    FieldType.YEAR: ValueType.INTEGER,
    FieldType.NUMBER: ValueType.NUMBER,
    FieldType.MONEY: ValueType.NUMBER,
    FieldType.DATE: ValueType.DATE,
    FieldType.MONTH: ValueType.MONTH,
    FieldType.YES_NO: ValueType.BOOLEAN,
}


class Role(StrEnum):
    """What a column tells about who the row is about; linkage reads columns by role."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    HOUSEHOLD_NO = "household_no"
    PERSON_NO = "person_no"
    NAME = "name"
    ID_NO = "id_no"
    CERTIFICATE_NO = "certificate_no"
    """Begins with the ID; used where the row has no ID of its own."""
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    RELATION = "relation"
    PHONE = "phone"


class Subject(StrEnum):
    """Who a row of a list is about."""

    REGISTERED = "registered"
    """A person of a registered household: the registry itself."""
    ROSTER = "roster"
    """A person of any rural household."""
    PERSON = "person"
    HEAD = "head"
    """A household, named by its head."""
    HOUSEHOLD = "household"
    """A registered household, by its number."""
    VILLAGE = "village"
    """A village, by township and village name."""


class ListField(Frozen):
    """A column of a list kind."""

    title: Text
    type: FieldType
    headers: tuple[Text, ...] = ()
    """Spellings of the header beside ``title``; ``{word}`` stands for every spelling of that header word."""
    more_headers: tuple[Text, ...] = ()
    """Spellings that a county adds without repeating those of the pack it extends."""
    patterns: tuple[Text, ...] = ()
    """Regular expressions for headers nobody has listed; a whole match counts less than a spelling."""
    role: Role | None = None
    values: Id | None = None
    """The value map that turns cells into the words rules know (``yes_no`` and ``code``)."""
    unit: Literal["元", "万元"] | None = None
    """The unit rules expect; a header that says the other one is converted."""
    required: bool = False
    """A sheet without this column is not of this kind (one column per ``either`` group is enough)."""
    either: Id | None = None
    """Required columns of one group stand in for each other, like 证件号码 and 残疾证号."""
    about: Literal["row", "household"] = "row"
    """In a list of persons, ``household``: the column says the same beside every member of a household."""
    optional: bool = False
    """The list means the same without this column: facts that use it stay known."""
    blank_counts: bool = False
    """A blank is an answer (no measure, not over yet), so a column without any value is one too. Any other column that
    nobody filled in counts as absent."""
    telling: float = Field(default=1.0, ge=0)
    """How much finding this column says that the sheet is of this kind."""


class ListKind(Frozen):
    """A kind of spreadsheet an office holds."""

    id: Id
    title: Text
    source: Literal["national", "township", "department"]
    sender: Text
    row: Text
    """What one row is, in words."""
    subject: Subject
    fields: dict[Id, ListField]
    title_words: tuple[Text, ...] = ()
    """Words in a file name, sheet name or title row that speak for this kind (never enough alone)."""

    def with_role(self, role: Role) -> str | None:
        """The name of the column that has ``role``."""
        return next((name for name, f in self.fields.items() if f.role is role), None)


class ParameterValue(Frozen):
    """A parameter's value from a day on."""

    since: dt.date
    value: float | int | str | bool | dt.date | None = None
    expression: Text | None = None
    """Instead of a value: an expression over ``as_of``."""
    source: Text


class Parameter(Frozen):
    """A number (or word) of policy, with its values by date."""

    id: Id
    title: Text
    type: ValueType
    unit: str = ""
    values: tuple[ParameterValue, ...] = Field(min_length=1)


class Aggregate(StrEnum):
    """How many rows become one value."""

    ANY = "any"
    COUNT = "count"
    COUNT_DISTINCT = "count_distinct"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    FIRST = "first"
    """The value of the first row, in the order of the files, that has one."""
    MOST_REPEATED = "most_repeated"
    """The largest number of the subject's rows (or members) that agree in everything named in ``by``."""
    MOST_SHARED = "most_shared"
    """Over the whole list: among the subject's rows, the largest number of different ``value`` that share ``by``."""
    SHARE = "share"
    """Over the whole list, for whoever has a row in it: what per cent of all rows meet ``where``. It tells a column
    that is filled in, or a list that covers the people judged, from one that is not."""


class Level(StrEnum):
    PERSON = "person"
    HOUSEHOLD = "household"
    VILLAGE = "village"
    """A village of the registry, the roster or a list of villages, by township and village name."""

    @property
    def below(self) -> Level | None:
        """The level of those it is made of: a household's persons, a village's households."""
        return _BELOW.get(self)


_BELOW = {Level.HOUSEHOLD: Level.PERSON, Level.VILLAGE: Level.HOUSEHOLD}


class Fact(Frozen):
    """Something known of a person, household or village. Exactly one of the ways to know it is given.

    ``given``: from the registry itself (see ``huitoukan.policy.given``).
    ``column``: the subject's own column in the registered list (household: of its first row that has one).
    ``peers``: how many registered persons or households carry the same value in this registered column, itself
    included; with ``peers_in`` how many rows of that list do, so that it shows whether the list covers them at all.
    ``list``: an ``aggregate`` of the rows of a list that are linked to the subject.
    ``members``: an ``aggregate`` over the household's persons, or the village's households (registered and only on
    the roster alike), and their facts.
    ``home``: of a person: an expression over facts of the person's household.
    ``expression``: from other facts of the same level and parameters.
    """

    id: Id
    level: Level
    type: ValueType
    title: Text
    unit: str = ""
    given: Id | None = None
    column: Id | None = None
    peers: Id | None = None
    peers_in: Id | None = None
    list: Id | None = None
    members: bool = False
    home: Text | None = None
    expression: Text | None = None
    aggregate: Aggregate | None = None
    value: Text | None = None
    """With ``list``: a column or expression of the row. With ``members``: a fact or expression of the member."""
    where: Text | None = None
    """Which rows or members count; an unknown condition does not count."""
    newest_by: Id | None = None
    """With ``list``: only the subject's newest row by this column is looked at, before ``where``."""
    by: tuple[Id, ...] = ()
    """For ``most_repeated`` and ``most_shared``: columns of the row, or with ``members`` facts of the member."""
    without_list: bool | None = None
    """What a yes/no fact is when the folder has no such list; unknown unless said."""

    @property
    def asks(self) -> Level:
        """The level of the facts that its expressions name: that of its members, of its home, or its own."""
        if self.home:
            return Level.HOUSEHOLD
        return (self.level.below or self.level) if self.members else self.level


class Severity(StrEnum):
    GENERAL = "general"
    IMPORTANT = "important"
    URGENT = "urgent"


class RuleKind(StrEnum):
    DATA = "data"
    RISK = "risk"
    GAP = "gap"
    DUTY = "duty"
    MISSED = "missed"
    EXCLUSION = "exclusion"


class Rule(Frozen):
    """When a person, household or village is a finding, and how that is said."""

    id: RuleId
    level: Level
    kind: RuleKind
    severity: Severity
    title: Text
    when: Text
    sentence: Text
    """``{fact}`` and ``{parameter}`` are filled in with their values and units are written out in the text."""
    advice: Text
    source: Text

    @property
    def family(self) -> str:
        """The id of its family."""
        return self.id.split(".")[0]


class Family(Frozen):
    """Rules whose ids begin alike, under one heading."""

    id: Id
    title: Text
    title_en: Text
    theme: Id | None = None
    """Whose departments see what its rules find; without one it is no department's alone."""


class Theme(Frozen):
    """A subject that a department answers for; its seats and its share of the work go by it."""

    id: Id
    title: Text
    title_en: Text


class Section(Frozen):
    """What the page of a household shows of the registered list under one heading."""

    id: Id
    title: Text
    title_en: Text
    style: Literal["facts", "members", "amounts"] = "facts"
    """``members``: beside each member of the household. ``amounts``: of the household, drawn as bars."""
    fields: dict[Id, Text]
    """Column of the registered list → what it is called in English; in the order of the page."""


class ValueMap(Frozen):
    """Which spellings mean the same: the canonical value and the cells that say it."""

    id: Id
    title: Text
    values: dict[str, tuple[str, ...]]


class HeaderWord(Frozen):
    """A word that header spellings are built from, with its variants."""

    id: Text
    spellings: tuple[Text, ...] = Field(min_length=1)


class Pack(Frozen):
    """A policy pack, complete: what it extends is already merged in."""

    id: Id
    title: Text
    version: Text
    head_relation: Text
    """What the registered list calls the head of a household."""
    parameters: dict[Id, Parameter]
    words: dict[Id, HeaderWord]
    values: dict[Id, ValueMap]
    kinds: dict[Id, ListKind]
    families: dict[Id, Family]
    themes: dict[Id, Theme] = Field(default_factory=dict)
    household: dict[Id, Section] = Field(default_factory=dict)
    facts: dict[Level, dict[Id, Fact]]
    """By level, then id: a person, a household and a village may each have a fact of one name."""
    rules: dict[RuleId, Rule]
    linkage: Linkage

    def kind_title(self, kind: str) -> str:
        """What the list kind with the id ``kind`` is called; the id itself when another version of the pack knew it."""
        return self.kinds[kind].title if kind in self.kinds else kind
