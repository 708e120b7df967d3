"""A folder of spreadsheets in, typed lists out."""

from huitoukan.engine.sheets.mapping import SheetMappings, load_mapping
from huitoukan.engine.sheets.mended import SOURCE_COLUMNS, SOURCE_FILE, SOURCE_ROW, SOURCE_SHEET
from huitoukan.engine.sheets.reading import read_folder

__all__ = [
    "SOURCE_COLUMNS",
    "SOURCE_FILE",
    "SOURCE_ROW",
    "SOURCE_SHEET",
    "SheetMappings",
    "load_mapping",
    "read_folder",
]
