"""A table as its template draws it: headings that sort, and cells with what stands on their tags.

What a table is, its library says; but it asks anew in every cell how to call what fills it, and that is most of what a
list page would cost. Here each column is asked once.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from operator import attrgetter
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import Model
from django.http import QueryDict
from django.utils.html import conditional_escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django_tables2.columns import BoundColumn
from django_tables2.columns.base import LinkTransform
from django_tables2.rows import BoundRow
from django_tables2.templatetags.django_tables2 import table_page_range

from huitoukan.web.addresses import address_of
from huitoukan.web.tags import escaped, on_tag

BLANK = SafeString(" data-blank")
"""On a cell in which nothing is known."""
_ORDERED = {False: ("ascending", "sort-ascending"), True: ("descending", "sort-descending")}


@dataclass(frozen=True, slots=True)
class Heading:
    """That of one column."""

    name: str
    title: str
    marks: str
    """Attributes of its tag."""
    address: str = ""
    """Of the same rows in its order; blank where it has none."""
    icon: str = "arrows-sort"


def headings(table: tables.Table, asked: QueryDict) -> Iterator[Heading]:
    """One for each column; ``asked`` is what the page was asked with."""
    field = table.prefixed_order_by_field
    others = _asked_without(asked, field, table.prefixed_page_field)
    for column in table.columns:
        order = column.order_by_alias
        direction, icon = _ORDERED[order.is_descending] if column.is_ordered else (None, "arrows-sort")
        address = f"?{others}{field}={order.next}" if column.orderable else ""
        marks = on_tag({**column.attrs["th"], "aria-sort": direction})
        yield Heading(column.name, column.header, marks, address, icon)


def _asked_without(asked: QueryDict, *names: str) -> str:
    """What was asked for beside ``names``, as the beginning of a query."""
    others = urlencode({name: values for name, values in asked.lists() if name not in names}, doseq=True)
    return others and others + "&"


@dataclass(frozen=True, slots=True)
class Page:
    """Where one can turn to; a gap where pages are passed over."""

    number: int | str
    address: str = ""
    is_here: bool = False


def pages(table: tables.Table, asked: QueryDict) -> Iterator[Page]:
    """The first, the last, and those around the one that is shown, as ``asked`` for the same rows."""
    here, name = table.page.number, table.prefixed_page_field
    others = _asked_without(asked, name)
    for number in table_page_range(table.page, table.paginator):
        if isinstance(number, int):
            yield Page(number, f"?{others}{name}={number}", number == here)
        else:
            yield Page("…")


def lines(table: tables.Table) -> Iterator[list[tuple[str, Any]]]:
    """The rows of the page that is shown: for each cell the attributes of its tag, and what stands in it."""
    fillers: list[_Filler] = []
    for row in table.paginated_rows:
        fillers = fillers or [_Filler(column, row.record) for column in table.columns]
        yield [filler.cell(row) for filler in fillers]


class _Filler:
    """Fills the cells of one column. Their attributes are the same in every row."""

    def __init__(self, column: BoundColumn, first: object) -> None:
        self.column = column
        self.read = _reader(tables.A(column.accessor), first)
        self.default = column.default
        self.empty_values = column.column.empty_values
        self.render = column.render
        render = getattr(self.render, "__func__", self.render)
        self.is_rendered, self.wanted = render is not tables.Column.render, _wanted(render)
        self.link = column.link and _Link(column.link)
        self.marks = on_tag({"role": "cell", "data-label": column.header, **column.attrs["td"]})
        self.marks_of_blank = self.marks + BLANK

    def cell(self, row: BoundRow) -> tuple[str, Any]:
        """Attributes and text."""
        value = self.read(row.record)
        text = self.default if value in self.empty_values else self._text(row, value)
        return self.marks_of_blank if text == self.default else self.marks, text

    def _text(self, row: BoundRow, value: Any) -> Any:
        if not self.is_rendered and not self.link:
            return value
        if self.wanted == _VALUE and not self.link:
            return self.render(value=value)
        column = self.column
        known = {
            "value": value,
            "record": row.record,
            "column": column.column,
            "bound_column": column,
            "bound_row": row,
            "table": row.table,
        }
        text = self.render(**{name: known[name] for name in self.wanted or known}) if self.is_rendered else value
        return self.link.around(text, known) if self.link else text


_VALUE = ("value",)
_TEXT, _ADDRESS = "text-of-a-link", "address-of-a-link"


class _Link:
    """What leads from the cells of a column to a page; the tag is asked of the library once, and then filled in."""

    def __init__(self, link: LinkTransform) -> None:
        self.link = link
        tag = LinkTransform(url=lambda: _ADDRESS)(_TEXT)
        self.before, _, rest = tag.partition(_ADDRESS)
        self.between, _, self.after = rest.partition(_TEXT)
        self.address = None if link.attrs else _addressing(link)

    def around(self, text: Any, known: dict[str, Any]) -> Any:
        """``text`` with the link around it."""
        if self.address is None:
            return self.link(text, **known)
        address = self.address(known)
        inner = conditional_escape(text)
        return SafeString(f"{self.before}{escaped(address)}{self.between}{inner}{self.after}")


def _addressing(link: LinkTransform) -> Callable[[dict[str, Any]], str] | None:
    """What tells the address of a row of what is known of it; None where only the library can."""
    if link.url:
        wanted = _names(link.url)
        return (lambda known: link.url(**{name: known[name] for name in wanted})) if wanted else None
    given = link.reverse_args.get("kwargs") or link.reverse_args.get("args") or ()
    keys = list(given.values() if isinstance(given, dict) else given)
    if len(keys) != 1 or not isinstance(keys[0], tables.A) or set(link.reverse_args) - {"viewname", "kwargs", "args"}:
        return None
    return partial(_address, link.reverse_args["viewname"], keys[0])


def _address(view: str, key: tables.A, known: dict[str, Any]) -> str:
    return address_of(view, key.resolve(known["record"]))


@cache
def _wanted(render: Callable[..., Any]) -> tuple[str, ...]:
    """What a method that fills cells asks for, beside ``self``; nothing when it takes all there is."""
    return _names(render)[1:]


@cache
def _names(called: Callable[..., Any]) -> tuple[str, ...]:
    """What it asks for; nothing when it takes all there is."""
    asked = inspect.signature(called).parameters.values()
    return () if any(each.kind is each.VAR_KEYWORD for each in asked) else tuple(each.name for each in asked)


def _reader(accessor: tables.A, record: object) -> Callable[[Any], Any]:
    """Reads what a column shows of rows like ``record``; choices in words."""
    if not isinstance(record, Model):
        return lambda row: accessor.resolve(row, quiet=True)
    read, words = attrgetter(".".join(accessor.bits)), _choices(accessor, record)

    def found(row: Any) -> Any:
        try:
            value = read(row)
        except (AttributeError, ObjectDoesNotExist):  # what leads there is not there
            return None
        if words:
            return words.get(value, value)
        return value() if callable(value) and not hasattr(value, "do_not_call_in_templates") else value

    return found


def _choices(accessor: tables.A, record: Model) -> dict[Any, str]:
    """The words for the values of a field that has choices."""
    try:
        field = accessor.get_field(record)
    except FieldDoesNotExist:
        return {}
    return {value: str(word) for value, word in getattr(field, "flatchoices", None) or ()}
