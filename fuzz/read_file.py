"""Any bytes as a file of a folder: its sheets, or a sentence."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["huitoukan"]):
    from huitoukan.engine.sheets.files.contents import InputFile, read_sheets
    from huitoukan.engine.sheets.recognition.spellings import Spellings
    from huitoukan.engine.sheets.recognition.understanding import understand
    from huitoukan.messages import Mendable
    from huitoukan.policy import load_pack

PACK = load_pack()
SPELLINGS = Spellings(PACK)


def consume(data: bytes) -> None:
    """Reads and recognises ``data``."""
    try:
        sheets = list(read_sheets(InputFile("名单.xls", data)))
    except Mendable as told:
        told.message.text("en")
        return
    for sheet in sheets:
        if hasattr(sheet, "cells"):
            understand(sheet, PACK, SPELLINGS)


if __name__ == "__main__":
    atheris.Setup(sys.argv, consume)
    atheris.Fuzz()
