"""The lists of an import as they are read: by the engine first, then sifted by whose business they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from huitoukan.core.areas.queries import every_name, root_code
from huitoukan.domain.registry.comparing.places import gazetteer
from huitoukan.domain.registry.reading.asides import Border, Sifted, gather, sift
from huitoukan.engine.progress import Progress
from huitoukan.engine.results import Sheets
from huitoukan.engine.sheets import SheetMappings, load_mapping, read_folder
from huitoukan.engine.sheets.raw import pack_raw
from huitoukan.policy import Pack


@dataclass(frozen=True, slots=True)
class Read:
    """What was read."""

    sheets: Sheets
    lists: Mapping[str, list[Path]]
    rows: Counter[str] = field(default_factory=Counter)
    """Rows that are used, of each kind of list."""
    by_sheet: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Rows set aside of each (file, sheet)."""
    strange: dict[str, list[str]] = field(default_factory=dict)
    """Names of townships and villages that nobody knows."""

    @property
    def aside(self) -> int:
        """All rows set aside."""
        return self.by_sheet.total()

    def count(self, kind: str, sifted: Sifted) -> None:
        """More rows of a kind of list."""
        self.rows[kind] += sifted.used.height
        for name, texts in sifted.strange.items():
            self.strange[name] = list(dict.fromkeys([*self.strange.get(name, ()), *texts]))


def read(uploads: Path, work: Path, *, mapping: str, area_code: str, pack: Pack, progress: Progress) -> Read:
    """The files in ``uploads`` as typed lists in ``work``. Raises ``Mendable``."""
    work.mkdir(parents=True)
    said = _mappings(mapping, work / "mapping.toml")
    sheets = read_folder(uploads, pack=pack, work=work, mapping=said, progress=progress)
    sheets = replace(sheets, raw={place: pack_raw(path) for place, path in sheets.raw.items()})
    border = Border(gazetteer(every_name(), root_code()), area_code)
    found = Read(sheets, {kind: list(paths) for kind, paths in sheets.lists.items()})
    asides = [pl.read_parquet(sheets.unreadable)]
    for kind, paths in found.lists.items():
        for path in paths:
            sifted = sift(pl.read_parquet(path), pack.kinds[kind], border)
            sifted.used.write_parquet(path, compression="lz4")
            asides.append(sifted.aside)
            found.count(kind, sifted)
    whole = gather(asides, work / "asides.parquet")
    found.by_sheet.update({(file, sheet): n for file, sheet, n in whole.group_by("file", "sheet").len().iter_rows()})
    return found


def _mappings(mapping: str, path: Path) -> SheetMappings | None:
    if not mapping.strip():
        return None
    path.write_text(mapping, "utf-8")
    return load_mapping(path)
