"""A folder of spreadsheets read into typed lists, a few files at a time; each is let go of when it is written."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from huitoukan.engine.progress import Progress
from huitoukan.engine.results import FileReport, Sheets
from huitoukan.engine.sheets.files.contents import open_file, read_sheets
from huitoukan.engine.sheets.files.copies import find_copies, size_of
from huitoukan.engine.sheets.files.grid import LeftOut
from huitoukan.engine.sheets.files.listing import Listing, list_files, name_of
from huitoukan.engine.sheets.mending.mended import Mended, may_be_mended
from huitoukan.engine.sheets.recognition.mapping import SheetMappings
from huitoukan.engine.sheets.recognition.spellings import Spellings, spellings_of
from huitoukan.engine.sheets.recognition.understanding import Sheet, understand
from huitoukan.engine.sheets.typed.columns import Typing
from huitoukan.engine.sheets.typed.lists import Ready, made_ready
from huitoukan.engine.sheets.writing import Writer
from huitoukan.engine.workplace import room_in
from huitoukan.messages import Mendable, Message, say
from huitoukan.policy.models import Pack

_File = tuple[FileReport, tuple[Ready, ...]]
AHEAD = 2
"""Files read and typed at a time while another is written: decoding releases the interpreter."""
MOST_WAITING = 16 << 20
"""Bytes of files, as they lie in the folder, that are read or being read before they are asked for, unless one alone is
larger: a large file must not keep the others from being read meanwhile, but what was read takes its room."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the files of a folder."""

    folder: Path
    pack: Pack
    spellings: Spellings
    mappings: SheetMappings | None
    copies: Mapping[Path, Path]
    """For each file that is a copy of an earlier one, that one."""

    def read(self, path: Path) -> tuple[FileReport, tuple[Sheet, ...]]:
        """The file with everything that was found in it; a problem is reported, never raised."""
        name = name_of(path, self.folder)
        try:
            file = open_file(path, name)
        except Mendable as error:
            return FileReport(name, "", 0, error.message), ()
        if first := self.copies.get(path):
            same = say("sheets.same_file", file=name, first=name_of(first, self.folder))
            return FileReport(name, file.sha256, len(file.content), same), ()
        problem: Message | None = None
        sheets: list[Sheet] = []
        try:
            for grid in read_sheets(file):
                if isinstance(grid, LeftOut):
                    sheets.append(grid)
                else:
                    mapped = self.mappings.about(grid) if self.mappings else None
                    sheets.append(understand(grid, self.pack, self.spellings, mapped))
        except Mendable as error:
            problem = error.message
        return FileReport(name, file.sha256, len(file.content), problem), tuple(sheets)


@dataclass(frozen=True, slots=True)
class _Typist:
    """Reads files, puts their rows down and types their lists, so that nothing is left but to number and write them."""

    reader: _Reader
    typing: Typing
    mended: Future[Mended]
    raw: Path
    """The folder of the rows as they were."""
    numbers: Mapping[Path, int]
    """Of the files, so that those rows have names of their own."""

    def read(self, path: Path) -> _File:
        """As the reader does."""
        report, sheets = self.reader.read(path)
        mended, number = self.mended.result(), self.numbers[path]
        return report, tuple(
            made_ready(sheet, self.typing, mended, self.raw / f"{number:04}-{at:03}.arrow")
            for at, sheet in enumerate(sheets)
        )


def read_folder(
    folder: Path,
    *,
    pack: Pack,
    work: Path,
    mapping: SheetMappings | None,
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
    listing = list_files(folder, exclude)
    with room_in(work):
        reader = _Reader(folder, pack, spellings_of(pack), mapping, find_copies(listing.paths))
        return _read(listing, reader, work, progress)


def _read(listing: Listing, reader: _Reader, work: Path, progress: Progress) -> Sheets:
    progress.start(say("sheets.stage_reading"), len(listing.paths))
    writer, raw = Writer(work, reader.pack), work / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    numbers = {path: number for number, path in enumerate(listing.paths)}
    with ThreadPoolExecutor(AHEAD) as pool:
        # asked for first: a list is typed when the rows that came back for it are known
        mended = pool.submit(_mended, reader, listing.paths)
        typist = _Typist(reader, Typing(reader.pack), mended, raw, numbers)
        try:
            for report, sheets in _read_ahead(pool, typist, listing.paths):
                writer.add_file(report, sheets)
                progress.advance(say("sheets.file_read", file=report.file))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # nobody waits for what is not begun
            raise
    for left_out in listing.left_out:
        writer.add(left_out)
    progress.finish()
    return writer.finish(mended.result())


def _mended(reader: _Reader, paths: Sequence[Path]) -> Mended:
    return Mended([sheet for path in paths if may_be_mended(path) for sheet in reader.read(path)[1]])


class _Unread:
    """The files that are to be read next: one thread begins with the largest, the others with the smallest.

    Decoding a large file releases the interpreter, a small one mostly keeps it busy, so they go well together; and the
    largest, begun last, would keep one thread busy when nothing is left for the others.
    """

    def __init__(self, typist: _Typist) -> None:
        self._typist = typist
        self._by_size: list[tuple[int, Path, Future[_File]]] = []
        self._access, self._large = Lock(), Lock()

    def add(self, size: int, path: Path) -> Future[_File]:
        """What will be read of ``path``."""
        file: Future[_File] = Future()
        with self._access:
            insort(self._by_size, (size, path, file))
        return file

    def read_one(self) -> None:
        """Reads a file that was added."""
        is_large = self._large.acquire(blocking=False)
        try:
            with self._access:
                _, path, file = self._by_size.pop(-1 if is_large else 0)
            file.set_result(self._typist.read(path))
        except BaseException as fault:  # noqa: BLE001 - told to whoever waits for the file; a panic is no Exception
            file.set_exception(fault)
        finally:
            if is_large:
                self._large.release()


def _read_ahead(pool: Executor, typist: _Typist, paths: Sequence[Path]) -> Iterator[_File]:
    """The files in order; the next are read already: ``AHEAD`` at least, more up to ``MOST_WAITING`` bytes."""
    waiting: deque[tuple[int, Future[_File]]] = deque()
    unread = _Unread(typist)
    for path in paths:
        size = size_of(path)
        while len(waiting) >= AHEAD and size + sum(each for each, _ in waiting) > MOST_WAITING:
            yield waiting.popleft()[1].result()
        waiting.append((size, unread.add(size, path)))
        pool.submit(unread.read_one)
    while waiting:
        yield waiting.popleft()[1].result()
