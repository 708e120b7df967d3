"""An empty list of areas to fill in, with a sheet that says how."""

from __future__ import annotations

import io

import xlsxwriter

from huitoukan.messages import Lang, say

_COLUMNS = ("code", "name", "level", "parent", "is_poor_village", "is_resettlement", "opened_on")
_WIDTHS = (18, 24, 10, 18, 18, 22, 14)
_ROWS = 5000
"""Cells set as text, so that codes stay whole."""


def write_template(lang: Lang) -> io.BytesIO:
    """The workbook, from its beginning."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    bold, text = book.add_format({"bold": True, "bg_color": "#E8EEF7"}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(say("area_list.sheet").text(lang))
    sheet.freeze_panes(1, 0)
    for column, (what, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width, text)
        sheet.write_string(0, column, say(f"area.{what}").text(lang), bold)
    for column in (4, 5):
        sheet.data_validation(1, column, _ROWS, column, {"validate": "list", "source": ["是", "否"]})
    notes = book.add_worksheet(say("area_list.how").text(lang))
    notes.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    for row, line in enumerate(say("area_list.how_to").text(lang).split("\n")):
        notes.write_string(row, 0, line)
    book.close()
    file.seek(0)
    return file
