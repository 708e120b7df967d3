"""Lists that systems export as web pages or old XML, under the name of a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

HEAD = ["姓名", "身份证号", "死亡日期"]
A, B = ["张三", "990101198001010018", "2026-01-05"], ["李四", "990101197502030021", "2026-02-06"]


def page(*rows: list[str], head: str = "") -> str:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return (
        f"<html><head>{head}<title>导出</title><style>td {{}}</style></head><body><table>{cells}</table></body></html>"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_table_of_a_web_page_is_read(folder: Path, read: Callable[..., Any], encoding: str) -> None:
    (folder / "死亡.xls").write_bytes(page(["死亡名单"], HEAD, A, B).encode(encoding))
    found = read()
    assert found.column("deaths", "name") == ["张三", "李四"]
    assert found.column("deaths", "row") == [3, 4]
    assert found.column("deaths", "id_no") == [A[1], B[1]]


def test_spans_breaks_entities_and_unclosed_cells_of_a_page(folder: Path, read: Callable[..., Any]) -> None:
    rows = (
        "<tr><th rowspan=2>姓名<th colspan=2>登记信息"
        "<tr><th>身份证&nbsp;号<th>死亡<br>日期"
        f"<tr><td rowspan='2'>张三<td>{A[1]}<td>{A[2]}<tr><td>{B[1]}<td>{B[2]}"
    )
    (folder / "死亡.xls").write_text(f"<!DOCTYPE html><body><table>{rows}</table>", "utf-8")
    found = read()
    assert found.column("deaths", "id_no") == [A[1], B[1]]
    assert found.column("deaths", "name") == ["张三", "张三"]  # as cells merged over rows of a workbook
    assert found.sheets.headers["死亡.xls", "表"][1] == "登记信息/身份证 号"


def test_every_table_of_a_page_is_a_sheet(folder: Path, read: Callable[..., Any]) -> None:
    (folder / "死亡.xls").write_text(page(HEAD, A) + "<table><tr><td>按钮</td></tr></table>" + page(HEAD, B), "utf-8")
    assert read().column("deaths", "sheet") == ["表1", "表2"]


def test_a_page_without_a_table_is_told(folder: Path, xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("好的.xlsx", [HEAD, A])
    (folder / "过期.xls").write_text("<html><body>登录已过期<script>a<b</script></body></html>", "utf-8")
    found = read()
    assert found.problem("过期.xls") == "sheets.html"
    assert "重新导出" in str(next(f.problem for f in found.sheets.files if f.problem))


def old_xml(rows: str, sheet: str = "名单", more: str = "") -> str:
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="{sheet}"><Table>{rows}</Table>{more}</Worksheet></Workbook>'
    )


def xml_row(*cells: str, index: int | None = None) -> str:
    place = f' ss:Index="{index}"' if index else ""
    return (
        f"<Row{place}>"
        + "".join(c if c[0] == "<" else f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in cells)
        + "</Row>"
    )


def test_an_xml_spreadsheet_is_read(folder: Path, read: Callable[..., Any]) -> None:
    number = '<Cell><Data ss:Type="Number">990101198001010000</Data></Cell>'
    day = '<Cell ss:Index="3"><Data ss:Type="DateTime">2026-03-07T00:00:00.000</Data></Cell>'
    error = '<Cell><Data ss:Type="Error">#N/A</Data></Cell>'
    rows = xml_row(*HEAD) + xml_row(*A) + xml_row("王五", number, "2026-02-07", index=5) + xml_row("赵六", day)
    (folder / "死亡.xls").write_text(old_xml(rows + xml_row("钱七", B[1], error)), "utf-8")
    found = read()
    assert found.column("deaths", "row") == [2, 5, 6, 7]
    assert [str(day) for day in found.column("deaths", "died_on")] == ["2026-01-05", "2026-02-07", "2026-03-07", "None"]
    assert found.column("deaths", "id_no_damaged") == [False, True, False, False]
    assert "sheets.error_cells" in found.warnings("死亡.xls")


def test_hidden_empty_and_merged_sheets_of_an_xml_spreadsheet(folder: Path, read: Callable[..., Any]) -> None:
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    (folder / "藏.xls").write_text(old_xml(xml_row(*HEAD) + xml_row(*A), more=hidden), "utf-8")
    (folder / "空.xls").write_text(old_xml(""), "utf-8")
    down = '<Cell ss:MergeDown="1"><Data ss:Type="String">甲镇</Data></Cell>'
    header = ["乡镇", "村", "户主姓名", "户主身份证号", "灾害类型", "损失金额"]
    rows = xml_row(*header) + xml_row(down, "乙村", "张三", A[1], "洪涝", "100")
    rows += xml_row('<Cell ss:Index="2"><Data ss:Type="String">乙村</Data></Cell>', "李四", B[1], "洪涝", "200")
    (folder / "灾.xls").write_text(old_xml(rows), "utf-8")
    found = read()
    assert found.report("藏.xls").note.name == "sheets.hidden"
    assert found.report("空.xls").note.name == "sheets.empty"
    assert found.column("disasters", "township") == ["甲镇", "甲镇"]


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?><Workbook></Workbook>',
        '<?xml version="1.0"?><rss><channel/></rss>',
        old_xml(xml_row(*HEAD))[:-40],
        old_xml(f'<Row ss:Index="99999999999">{xml_row(*A)}</Row>'),
        old_xml('<Row ss:Index="-1"/>'),
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
        + "]><w>&m;</w>",
    ],
)
def test_xml_that_is_no_spreadsheet_is_told(
    folder: Path, xlsx: Callable[..., Path], read: Callable[..., Any], content: str
) -> None:
    xlsx("好的.xlsx", [HEAD, A])
    (folder / "坏.xls").write_text(content, "utf-8")
    found = read()
    assert found.problem("坏.xls") == "sheets.xml"
    assert pl.concat([found.list("deaths")])["file"].to_list() == ["好的.xlsx"]
