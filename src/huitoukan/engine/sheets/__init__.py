"""A folder of spreadsheets in, typed lists out."""

from huitoukan.engine.sheets.mending.mended import SOURCE_COLUMNS, SOURCE_FILE, SOURCE_ROW, SOURCE_SHEET
from huitoukan.engine.sheets.reading import read_folder
from huitoukan.engine.sheets.recognition.mapping import SheetMappings, load_mapping

__all__ = [
    "SOURCE_COLUMNS",
    "SOURCE_FILE",
    "SOURCE_ROW",
    "SOURCE_SHEET",
    "SheetMappings",
    "load_mapping",
    "read_folder",
]
