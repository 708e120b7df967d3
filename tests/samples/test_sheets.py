"""A laid-out sheet knows where its rows are, whatever stands around them."""

from __future__ import annotations

from datetime import date
from random import Random

from huitoukan.samples.handwriting import Handwriting
from huitoukan.samples.headings import Column
from huitoukan.samples.sheets import Layout, Sheet, SheetWriter, choose_layout

PLAIN = [Column("name", "姓名"), Column("id_no", "证件号码"), Column("unit", "单位")]
GROUPED = [Column("name", "姓名"), Column("id_no", "号码", "证件"), Column("unit", "单位", "证件")]
ROWS = [{"name": f"赵{n}", "id_no": f"99{n:016d}", "unit": "中心小学"} for n in range(500)]


def lay_out(seed: int, columns: list[Column], *, national: bool = False) -> tuple[Layout, Sheet]:
    rng = Random(seed)
    layout = choose_layout(rng, columns, "名册", national=national, as_of=date(2026, 10, 31), county="砚溪县")
    writer = SheetWriter(layout, Handwriting(rng, cells=True, national=national), rng)
    return layout, writer.write("Sheet1", ROWS, own_names=False)


def test_data_rows_point_at_the_data() -> None:
    for seed in range(20):
        _, sheet = lay_out(seed, PLAIN)
        assert [sheet.rows[number - 1][0] for number in sheet.data_rows] == [row["name"] for row in ROWS]


def test_every_kind_of_disorder_occurs_and_can_be_absent() -> None:
    seen = [lay_out(seed, PLAIN) for seed in range(40)]
    assert {len(layout.titles) for layout, _ in seen} == {0, 1, 2}
    assert {bool(layout.total) for layout, _ in seen} == {True, False}
    assert {bool(layout.signature) for layout, _ in seen} == {True, False}
    assert {sheet.data_rows[-1] - sheet.data_rows[0] > 499 for _, sheet in seen} == {True, False}


def test_a_national_export_has_its_header_in_row_three_and_nothing_below() -> None:
    for seed in range(20):
        _, sheet = lay_out(seed, PLAIN, national=True)
        assert sheet.rows[2] == ["姓名", "证件号码", "单位"]
        assert sheet.data_rows == list(range(4, 504))
        assert len(sheet.rows) == 503


def test_two_level_headers_are_merged_cells() -> None:
    layout, sheet = lay_out(1, GROUPED)
    top = len(layout.titles)
    assert sheet.rows[top] == ["姓名", "证件", None]
    assert sheet.rows[top + 1] == [None, "号码", "单位"]
    assert {(top, 0, top + 1, 0), (top, 1, top, 2)} <= set(sheet.merges)
