"""What the reader does not tell of a sheet is seen wherever it stands in the XML, and once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partialmethod
from pathlib import Path

import pytest
import xlsxwriter

from huitoukan.engine.sheets.files import untold
from huitoukan.engine.sheets.files.archive import Archive
from huitoukan.engine.sheets.files.untold import Merge, Package, Untold

NAMES = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def told(sheet: str) -> Untold:
    """Of a workbook whose only sheet has this XML between its tags."""
    with io.BytesIO() as content:
        xlsxwriter.Workbook(content).close()
        with zipfile.ZipFile(io.BytesIO(content.getvalue())) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{NAMES}">{sheet}</worksheet>'.encode()
    with io.BytesIO() as content:
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return Package(content.getvalue()).untold("Sheet1")


@pytest.mark.parametrize("chunk", range(200, 330, 3))
def test_what_a_piece_ends_in_is_told_once(
    xlsx: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    row = ["张三", 990101198001010018, ("=1/0", "#DIV/0!"), "合计", 12, 1.5e17]
    path = xlsx("名单.xlsx", [row] * 40)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    merges = "".join(f'<mergeCell ref="A{2 * n + 1}:B{2 * n + 2}"/>' for n in range(20))
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</sheetData>", f'</sheetData><mergeCells count="20">{merges}</mergeCells>'.encode()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    monkeypatch.setattr(Archive, "pieces", partialmethod(Archive.pieces, size=chunk))
    monkeypatch.setattr(untold, "_OVERLAP", 200)
    found = Package(path.read_bytes()).untold("Sheet1")
    assert found.errors == 40
    assert found.merges == tuple(Merge(2 * n, 0, 2 * n + 1, 1) for n in range(20))
    assert found.long_numbers == {(at, column) for at in range(40) for column in (1, 5)}


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("", Untold(0, (), frozenset())),
        ('<c r="B2"><v>990101198001010018</v></c>', Untold(0, (), frozenset({(1, 1)}))),
        ('<c r="B2" s="1" t="n"><f>A1*1</f><v>9.9E+17</v></c>', Untold(0, (), frozenset({(1, 1)}))),
        ('<c r="AA10"><f t="shared" si="0"/><v>9E17</v></c>', Untold(0, (), frozenset({(9, 26)}))),
        ('<c r="B2" t="str"><v>990101198001010018</v></c>', Untold(0, (), frozenset())),
        ('<c r="B2" t="inlineStr"><is><t>990101198001010018</t></is></c>', Untold(0, (), frozenset())),
        ('<c r="B2"><v>12345678901234</v></c>', Untold(0, (), frozenset())),
        ("<c><v>990101198001010018</v></c>", Untold(0, (), None)),
        ('<x:c r="B2" t="e"><x:v>#N/A</x:v></x:c>', Untold(1, (), None)),
        ('<c r="B2" t="e"><v>#N/A</v></c><d t="e"/><c r="B3" cnt="e"/>', Untold(1, (), frozenset())),
        (f'<c r="B2"><f>{"A" * 5000}</f><v>990101198001010018</v></c>', Untold(0, (), None)),
        ('<mergeCell a="mergeCell mergeCell " ref="B2:C3"/>', Untold(0, (Merge(1, 1, 2, 2),), frozenset())),
        ('<mergeCell ref="B2:C3"/><mergeCell ref="C"/>', Untold(0, (Merge(1, 1, 2, 2),), frozenset())),
    ],
)
def test_what_is_told(sheet: str, expected: Untold) -> None:
    assert told(sheet) == expected
