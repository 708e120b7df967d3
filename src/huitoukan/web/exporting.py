"""A table of a page as a workbook that opens in WPS and Excel."""

from __future__ import annotations

import tempfile
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse
from django_tables2 import Table

from huitoukan.core.audit.exports import note_export

_WIDTH = 18


def workbook(table: Table, *, file_name: str, by: Any) -> FileResponse:
    """All rows of ``table``, not of one page of it; the export is in the audit trail."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the response
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    count = -1
    for number, row in enumerate(table.as_values()):
        for column, value in enumerate(row):
            # As text: spreadsheets turn long numbers into rounded ones, and may run what looks like a formula.
            sheet.write_string(number, column, "" if value is None else str(value), None if number else bold)
        sheet.set_column(0, max(0, len(row) - 1), _WIDTH)
        count = number
    book.close()
    file.seek(0)
    note_export(by=by, what=file_name, rows=count)
    return as_download(file, file_name)


def as_download(file: IO[bytes], name: str) -> FileResponse:
    """A workbook to keep, called ``name`` without its ending; the answer closes ``file``."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=kind)
