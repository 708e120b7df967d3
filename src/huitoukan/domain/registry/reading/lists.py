"""The lists of an import as they are read: by the engine first, then sifted by whose business they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from huitoukan.core.areas.queries import every_name, root_code
from huitoukan.domain.registry.comparing.places import gazetteer
from huitoukan.domain.registry.reading.asides import Border, gather, sift
from huitoukan.engine.progress import Progress
from huitoukan.engine.results import Sheets
from huitoukan.engine.sheets import load_mapping, read_folder
from huitoukan.policy import Pack


@dataclass(frozen=True, slots=True)
class Read:
    """What was read."""

    sheets: Sheets
    lists: Mapping[str, list[Path]]
    rows: Mapping[str, int]
    aside: int
    by_sheet: Mapping[tuple[str, str], int]
    """Rows set aside of each (file, sheet)."""
    strange: Mapping[str, list[str]] = field(default_factory=dict)


def read(uploads: Path, work: Path, *, mapping: str, area_code: str, pack: Pack, progress: Progress) -> Read:
    """The files in ``uploads`` as typed lists in ``work``. Raises ``Mendable``."""
    work.mkdir(parents=True)
    said = None
    if mapping.strip():
        path = work / "mapping.toml"
        path.write_text(mapping, "utf-8")
        said = load_mapping(path)
    sheets = read_folder(uploads, pack=pack, work=work, mapping=said, progress=progress)
    border = Border(gazetteer(every_name(), root_code()), area_code)
    asides = [pl.read_parquet(sheets.unreadable)]
    rows: Counter[str] = Counter()
    strange: dict[str, list[str]] = {}
    for kind, paths in sheets.lists.items():
        for path in paths:
            sifted = sift(pl.read_parquet(path), pack.kinds[kind], border)
            sifted.used.write_parquet(path, compression="lz4")
            asides.append(sifted.aside)
            rows[kind] += sifted.used.height
            for name, texts in sifted.strange.items():
                strange[name] = list(dict.fromkeys([*strange.get(name, ()), *texts]))
    total = gather(asides, work / "asides.parquet")
    by_sheet = Counter[tuple[str, str]]()
    for part in asides:
        by_sheet.update({(file, sheet): n for file, sheet, n in part.group_by("file", "sheet").len().iter_rows()})
    return Read(sheets, {kind: list(paths) for kind, paths in sheets.lists.items()}, rows, total, by_sheet, strange)
