"""A folder of spreadsheets read into typed lists."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from huitoukan.engine.progress import Progress
from huitoukan.engine.results import FileReport, Sheets
from huitoukan.engine.sheets.columns import Typing
from huitoukan.engine.sheets.draft import draft_mapping
from huitoukan.engine.sheets.files import InputFile, list_files, read_sheets
from huitoukan.engine.sheets.grid import LeftOut
from huitoukan.engine.sheets.mapping import Mapping
from huitoukan.engine.sheets.mended import split_mended
from huitoukan.engine.sheets.spellings import Spellings
from huitoukan.engine.sheets.understanding import Understood, Unknown, understand
from huitoukan.engine.sheets.writing import Writer
from huitoukan.messages import Mendable, Message, say
from huitoukan.policy.models import Pack

Sheet = Understood | Unknown | LeftOut
AT_A_TIME = 2
"""Files read side by side: decoding releases the interpreter, and each file is held in memory while it is read."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file with everything that was found in it."""

    report: FileReport
    sheets: tuple[Sheet, ...]


def read_folder(
    folder: Path,
    *,
    pack: Pack,
    work: Path,
    mapping: Mapping | None,
    progress: Progress,
    exclude: Path | None = None,
) -> Sheets:
    """Every spreadsheet under ``folder`` as typed Parquet files in ``work``, with reports of what happened.

    The result does not depend on the order in which the folder is listed. A file or sheet that cannot be used is
    reported and the rest goes on; raises ``Mendable`` when the folder holds no spreadsheet at all. ``mapping`` is what
    a person has said about sheets; ``exclude`` is a folder (the outputs) that is passed over.
    """
    if mapping is not None:
        mapping.check(pack)
    paths = list_files(folder, exclude)
    spellings, typing = Spellings(pack), Typing(pack)
    progress.start(say("sheets.stage_reading"), len(paths))
    files = []
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for read in pool.map(lambda path: _read_file(folder, path, pack, spellings, mapping), paths):
            files.append(read)
            progress.advance(say("sheets.file_read", file=read.report.file))
    progress.finish()
    return _write(files, pack, typing, work, progress)


def _read_file(folder: Path, path: Path, pack: Pack, spellings: Spellings, mapping: Mapping | None) -> ReadFile:
    name = path.relative_to(folder).as_posix()
    try:
        file = InputFile(name, path.read_bytes())
    except OSError as error:
        return ReadFile(FileReport(name, "", 0, say("sheets.unopened", file=name, reason=error.strerror or "")), ())
    problem: Message | None = None
    sheets: list[Sheet] = []
    try:
        for grid in read_sheets(file):
            if isinstance(grid, LeftOut):
                sheets.append(grid)
            else:
                mapped = mapping.about(grid) if mapping else None
                sheets.append(understand(grid, pack, spellings, mapped))
    except Mendable as error:
        problem = error.message
    return ReadFile(FileReport(name, file.sha256, len(file.content), problem), tuple(sheets))


def _write(files: Sequence[ReadFile], pack: Pack, typing: Typing, work: Path, progress: Progress) -> Sheets:
    """Types and writes sheet after sheet in order, so that row numbers of a kind run through all files."""
    sheets, mended = split_mended([sheet for file in files for sheet in file.sheets])
    progress.start(say("sheets.stage_cleaning"), len(sheets))
    writer = Writer(work, typing, mended)
    for sheet in sheets:
        writer.add(sheet)
        progress.advance()
    progress.finish()
    unknown = [s for s in sheets if isinstance(s, Unknown) and not s.ignored]
    draft = draft_mapping(unknown, pack) if unknown else None
    return writer.finish(tuple(file.report for file in files), draft)
