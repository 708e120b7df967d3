"""Tables as their template draws them say what the library says, at a fraction of its cost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_tables2 as tables
import pytest
from django.http import QueryDict
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from tests.conftest import County

from huitoukan.core.areas import queries
from huitoukan.core.areas.models import Area
from huitoukan.web.areas.tables import AreaTable
from huitoukan.web.grid import headings, lines, pages


class Table(tables.Table):
    name = tables.Column(attrs={"td": {"class": "tight"}})
    day = tables.DateColumn(format="Y-m-d")
    parent = tables.Column(accessor="parent__name")
    loud = tables.Column(accessor="name", orderable=False)

    def render_loud(self, value: str, record: dict[str, Any]) -> str:
        return f"{value}! {record['parent']['name']}"


ROWS = [
    {"name": "<b>", "day": dt.date(2026, 11, 22), "parent": {"name": "东河镇"}},
    {"name": "", "day": dt.date(2026, 11, 23), "parent": {"name": None}},
]


def paged(table: tables.Table) -> tables.Table:
    tables.RequestConfig(RequestFactory().get("/"), paginate={"per_page": 25}).configure(table)
    return table


def test_cells_are_read_rendered_and_blank() -> None:
    first, second = lines(paged(Table(ROWS)))
    assert [text for _, text in first] == ["<b>", "2026-11-22", "东河镇", "<b>! 东河镇"]
    assert [text for _, text in second] == ["—", "2026-11-23", "—", "—"]


def test_what_stands_on_a_cell() -> None:
    first, second = lines(paged(Table(ROWS)))
    assert first[0][0] == ' role="cell" data-label="Name" class="tight"'
    assert second[0][0].endswith(" data-blank")
    assert not any("data-blank" in marks for marks, _ in first)


def test_rows_of_the_database_read_as_the_library_reads_them(county: County) -> None:
    rows = queries.named_on(Area.objects.select_related("parent"), dt.date(2026, 11, 22))
    table = paged(AreaTable(rows, order_by="code"))
    drawn = [[text for _, text in line] for line in lines(table)]
    assert drawn == [list(row) for row in table.paginated_rows]
    assert len(drawn) == 7
    assert drawn[0][2:4] == ["县", "—"]


def test_a_heading_sorts_and_then_turns_round() -> None:
    asked = QueryDict("name=柳树&sort=name&page=3")
    name, *_, loud = headings(paged(Table(ROWS, order_by="name")), asked)
    assert name.address == "?name=%E6%9F%B3%E6%A0%91&sort=-name"
    assert (name.icon, name.title) == ("sort-ascending", "Name")
    assert 'aria-sort="ascending"' in name.marks
    assert loud.address == ""
    assert "aria-sort" not in loud.marks


@pytest.mark.parametrize(("order", "icon"), [("-day", "sort-descending"), ("name", "arrows-sort")])
def test_only_the_column_in_order_says_so(order: str, icon: str) -> None:
    day = list(headings(paged(Table(ROWS, order_by=order)), QueryDict()))[1]
    assert day.icon == icon


def drawn(text: str, **context: object) -> str:
    return engines["django"].from_string(text).render(context)


def test_each_draws_as_for_does() -> None:
    cells = [(mark_safe(' class="code"'), "<b> 100%"), ("", 3), ("", None), ("", mark_safe("<i>"))]
    body = "<td{{ marks }}>%s {{ text }}</td>"
    quick = drawn("{% each marks, text in cells %}" + body + "{% endeach %}", cells=cells)
    assert quick == drawn("{% for marks, text in cells %}" + body + "{% endfor %}", cells=cells)
    assert quick.startswith('<td class="code">%s &lt;b&gt; 100%</td>')


@pytest.mark.parametrize("inside", ["{% if text %}{% endif %}", "{{ other }}", "{{ text|upper }}"])
def test_each_takes_words_and_its_names_alone(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn("{% each marks, text in cells %}" + inside + "{% endeach %}", cells=[])


def test_pages_that_one_can_turn_to() -> None:
    table = Table([{"name": str(number), "day": None, "parent": {"name": ""}} for number in range(500)])
    request = RequestFactory().get("/", {"page": 3, "name": "柳"})
    tables.RequestConfig(request, paginate={"per_page": 10}).configure(table)
    turns = list(pages(table, request.GET))
    assert [turn.number for turn in turns] == [1, 2, 3, 4, 5, 6, 7, 8, "…", 50]
    assert [turn.number for turn in turns if turn.is_here] == [3]
    assert turns[1].address == "?name=%E6%9F%B3&page=2"
    assert turns[-2].address == ""
