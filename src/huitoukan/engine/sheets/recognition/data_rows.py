"""Which rows under a header are data: not totals, signatures, remarks, repeated headers or blank rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from huitoukan.engine.sheets.recognition.header_rows import HeaderRows, numbers_columns
from huitoukan.engine.sheets.recognition.headers import NOT_A_WORD, normal
from huitoukan.policy.models import FieldType, ListKind

NUMBERING_WITHIN = 3
_SPACE = r"[\s\u200b\ufeff]+"
_TOTAL = r"^.{0,12}(合计|总计|小计|共计|累计|总数|汇总)(数|人数|户数|金额)?[:：]?.{0,12}$"
_SIGNATURE = (
    r"^(填表|填报|审核|制表|制作|审批|复核|经办|负责|联系|单位|报送|上报|统计|核查|核对|校对|录入|打印|导出|盖章|公章|签字|签名|分管|主管|领导|备注|注|说明|附注|注意|日期|时间)"
    r"[^:：]{0,12}[:：]"
)
_REMARK = r"^(注[0-9一二三四五]?[、.．]|备注$|说明$|以下空白|以下无正文|此表|本表|—+$|-{3,}$)"
_NAME = r"^[\p{Han}·•.・･‧（）()A-Za-z\s]{1,30}$"
_VALUED = (FieldType.DATE, FieldType.MONTH, FieldType.MONEY, FieldType.NUMBER)
"""Two cells make a row of data when one is a figure in its place; words in two cells are a remark."""
_NUMBERED = r"\d{14}"


@dataclass(frozen=True, slots=True)
class DataRows:
    """The data rows as text with their ``row`` numbers, and how many others there were."""

    frame: pl.DataFrame
    totals: int
    remarks: int
    repeated_headers: int
    blank: int


def data_rows(cells: pl.DataFrame, header: HeaderRows, kind: ListKind, columns: Mapping[str, int]) -> DataRows:
    """The data rows of ``cells`` under ``header``, read as ``kind`` with its ``columns``."""
    row = (pl.int_range(pl.len(), dtype=pl.Int32) + header.last + 2).alias("row")
    body = cells.slice(header.last + 1).select(row, pl.all())
    ids = _columns(kind, columns, FieldType.ID_NO)
    # most rows plainly are data: only the others need to be looked at closely
    others = body.filter(~_any(pl.col(name).str.contains(_NUMBERED) for name in ids))
    if not others.height:
        return DataRows(body, totals=0, remarks=0, repeated_headers=0, blank=0)
    numbering = pl.col("row").is_in(_numbering_rows(cells, header))
    sort = pl.when(numbering).then(pl.lit("remark")).otherwise(_sort_as(kind, cells.columns, header, columns))
    sorts = others.select("row", sort.alias("sort"))
    counts = dict(sorts.group_by("sort").len().iter_rows())
    unused = sorts.filter(pl.col("sort") != "data")["row"]
    return DataRows(
        frame=body.filter(~pl.col("row").is_in(unused.implode())) if len(unused) else body,
        totals=counts.get("total", 0),
        remarks=counts.get("remark", 0),
        repeated_headers=counts.get("header", 0),
        blank=counts.get("blank", 0),
    )


def count_rows(cells: pl.DataFrame, header: HeaderRows | None) -> int:
    """How many rows of a sheet that is no known list look like rows of one: two cells say something, or an ID does."""
    header = header or HeaderRows((), 0, -1, ())
    body = cells.with_row_index("row", offset=1).slice(header.last + 1)
    titled = [at for at, each in enumerate(header.headers) if each.title]
    numbered = _any(map(_holds_number, cells.columns))
    more = pl.sum_horizontal(pl.col(name).is_not_null() for name in cells.columns) >= (1 if len(titled) == 1 else 2)
    counted = ~pl.col("row").is_in(_numbering_rows(cells, header))
    return body.filter(counted & (_sort(cells.columns, header, titled, numbered, more) == "data")).height


def _numbering_rows(cells: pl.DataFrame, header: HeaderRows) -> list[int]:
    """The rows close under the header that only number the columns."""
    under = cells.slice(header.last + 1, NUMBERING_WITHIN).rows()
    return [header.last + 2 + n for n, row in enumerate(under) if numbers_columns([cell or "" for cell in row])]


def _sort_as(kind: ListKind, names: list[str], header: HeaderRows, columns: Mapping[str, int]) -> pl.Expr:
    ids = _columns(kind, columns, FieldType.ID_NO)
    people = _columns(kind, columns, FieldType.NAME)
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in names)
    numbered = _any(map(_holds_number, ids))
    named = _any(pl.col(n).str.contains(_NAME) & ~pl.col(n).str.contains(_TOTAL) for n in people)
    valued = _any(pl.col(name).str.contains(r"\d") for name in _columns(kind, columns, *_VALUED))
    says_more = (filled > 2) | ((filled == 2) & valued)
    return _sort(names, header, columns.values(), numbered, named | says_more)


def _sort(names: list[str], header: HeaderRows, columns: Iterable[int], numbered: pl.Expr, says: pl.Expr) -> pl.Expr:
    """What sort of row it is; ``numbered``: it has somebody's number, ``says``: it says enough to be data."""
    first = pl.coalesce(names).str.replace_all(_SPACE, "")
    return (
        pl.when(first.is_null())
        .then(pl.lit("blank"))
        .when(_repeats(header, names, columns))
        .then(pl.lit("header"))
        .when(~numbered & first.str.contains(_TOTAL))
        .then(pl.lit("total"))
        .when(~numbered & first.str.contains(f"{_SIGNATURE}|{_REMARK}"))
        .then(pl.lit("remark"))
        .when(numbered | says)
        .then(pl.lit("data"))
        .otherwise(pl.lit("remark"))
    )


def _repeats(header: HeaderRows, names: list[str], columns: Iterable[int]) -> pl.Expr:
    """Whether the row says the header once more, in one level or two, with or without line breaks."""
    same = []
    for at in columns:
        own = header.headers[at]
        spellings = {normal(text) for text in (own.text, own.title, own.group + own.text) if text}
        said = pl.col(names[at]).str.normalize("NFKC").str.replace_all(NOT_A_WORD, "").str.to_uppercase()
        same.append(said.is_in(sorted(spellings)).fill_null(value=False))
    return pl.sum_horizontal(same) >= max(2, (len(same) + 1) // 2) if same else pl.lit(value=False)


def _columns(kind: ListKind, columns: Mapping[str, int], *sorts: FieldType) -> list[str]:
    return [f"c{at}" for name, at in columns.items() if kind.fields[name].type in sorts]


def _holds_number(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(_SPACE, "").str.contains(_NUMBERED)


def _any(conditions: Iterable[pl.Expr]) -> pl.Expr:
    found = [c.fill_null(value=False) for c in conditions]
    return pl.any_horizontal(found) if found else pl.lit(value=False)
