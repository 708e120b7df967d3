"""The population as typed Parquet, as reading would have typed it, and as files, as an office would hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from benchmarks.scale.population import lists
from benchmarks.typed_text import type_text

from huitoukan.engine.sheets.typed.columns import Typing
from huitoukan.policy import Pack

SHEET_ROWS = 200_000
"""Rows of a workbook; what is longer is sent in parts, as offices do."""


def write_snapshot(
    folder: Path, pack: Pack, *, people: int, seed: int, wrong_share: float = 0.004
) -> Mapping[str, tuple[Path, ...]]:
    """Typed Parquet of about ``people``: list kind → files."""
    folder.mkdir(parents=True, exist_ok=True)
    typing = Typing(pack)
    written: dict[str, list[Path]] = defaultdict(list)
    rows: dict[str, int] = defaultdict(int)
    for number, batch in enumerate(lists(people, seed=seed, wrong_share=wrong_share)):
        for kind, frame in batch.items():
            path = folder / f"{kind}-{number}.parquet"
            type_text(pack, typing, kind, frame, first=rows[kind]).write_parquet(path)
            written[kind].append(path)
            rows[kind] += frame.height
    return {kind: tuple(paths) for kind, paths in written.items()}


def write_files(folder: Path, pack: Pack, *, people: int, seed: int) -> int:
    """The same as files: the registry and what is long as csv, the rest as workbooks; gives the number of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for number, batch in enumerate(lists(people, seed=seed)):
        for kind, frame in batch.items():
            fields = pack.kinds[kind].fields
            titled = frame.rename({name: fields[name].title for name in frame.columns})
            stem = folder / f"{pack.kinds[kind].title}-{number + 1}"
            if frame.height > SHEET_ROWS:
                titled.write_csv(stem.with_suffix(".csv"), include_bom=True)
            else:
                titled.write_excel(stem.with_suffix(".xlsx"), autofit=False)
            total += frame.height
    return total
