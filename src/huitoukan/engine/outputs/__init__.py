"""A result written down: tables for programs, workbooks and a page for people, all in one folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from huitoukan.engine.masking import mask_text
from huitoukan.engine.outputs.accounts import count_rows
from huitoukan.engine.outputs.csvs import write_csv
from huitoukan.engine.outputs.earlier import EXEMPTED_FILE, FINDINGS_FILE, Earlier, read_earlier
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.findings import tabulate_findings
from huitoukan.engine.outputs.folder import read_manifest, refuse_foreign, replace_folder
from huitoukan.engine.outputs.following import (
    compare_findings,
    tabulate_exempted,
    tabulate_gone,
    write_exemptions,
)
from huitoukan.engine.outputs.links import tabulate_links
from huitoukan.engine.outputs.manifest import write_manifest
from huitoukan.engine.outputs.reviews import write_reviews
from huitoukan.engine.outputs.setaside import write_set_aside
from huitoukan.engine.outputs.summary import write_summary
from huitoukan.engine.outputs.townships import write_townships
from huitoukan.engine.progress import Progress, Silent
from huitoukan.engine.results import Result
from huitoukan.messages import Lang, say
from huitoukan.policy.models import Pack

__all__ = ["FINDINGS_FILE", "MAPPING_DRAFT", "REVIEW_BOOK", "SET_ASIDE_BOOK", "SUMMARY_PAGE", "TOWNSHIPS"]
__all__ += ["Earlier", "read_earlier", "read_manifest", "refuse_foreign", "write"]

GONE_FILE = "gone.csv"
EXEMPTIONS_BOOK = "exemptions.xlsx"
LINKS_FILE = "links.csv"
ROWS_FILE = "rows.csv"
SET_ASIDE_BOOK = "set-aside.xlsx"
REVIEW_BOOK = "review-links.xlsx"
SUMMARY_PAGE = "summary.html"
MAPPING_DRAFT = "mapping-draft.toml"
TOWNSHIPS = "townships"


def write(
    result: Result,
    out: Path,
    *,
    pack: Pack,
    lang: Lang = "zh",
    full_ids: bool = False,
    earlier: Earlier | None = None,
    progress: Progress | None = None,
) -> None:
    """Writes everything a run gives into ``out``, whole or not at all.

    ``out`` must be absent, empty, or the folder of an earlier run, which is replaced; files that somebody
    changed in it are kept in ``out/kept``. ID numbers are masked unless ``full_ids``. Equal results give
    equal bytes, but for ``timings`` in ``run.json``. ``lang`` is that of the page and the notes; workbooks
    are in Chinese. With an ``earlier`` run each finding says whether it is new and when it was first seen, and
    ``gone.csv`` what is not found any more.
    Raises :class:`~huitoukan.messages.Mendable` when ``out`` cannot be written.
    """
    edition = Edition(result, pack, lang, full_ids)
    if earlier is not None:
        edition = replace(edition, changes=compare_findings(edition, earlier))
    progress = progress or Silent()
    with replace_folder(out) as folder:
        rows = count_rows(edition)
        tasks = _files(edition, rows)
        townships = edition.findings.get_column("township").n_unique()
        progress.start(say("outputs.stage"), len(tasks) + townships)
        for name, write_file in tasks.items():
            write_file(folder / name)
            progress.advance(say("outputs.written", file=name))
        for township in write_townships(edition, folder / TOWNSHIPS):
            progress.advance(say("outputs.written", file=f"{TOWNSHIPS}/{township}"))
        if result.sheets.mapping_draft is not None:
            draft = result.sheets.mapping_draft
            (folder / MAPPING_DRAFT).write_text(draft if full_ids else mask_text(draft), "utf-8")
        write_manifest(edition, folder, rows)
        progress.finish()


def _files(edition: Edition, rows: pl.DataFrame) -> Mapping[str, Callable[[Path], object]]:
    """Each file for the whole county, and what writes it."""
    return {
        FINDINGS_FILE: lambda path: write_csv(tabulate_findings(edition), path),
        EXEMPTED_FILE: lambda path: write_csv(tabulate_exempted(edition), path),
        GONE_FILE: lambda path: write_csv(tabulate_gone(edition), path),
        EXEMPTIONS_BOOK: lambda path: write_exemptions(edition, path),
        LINKS_FILE: lambda path: write_csv(tabulate_links(edition), path),
        ROWS_FILE: lambda path: write_csv(rows, path),
        SET_ASIDE_BOOK: lambda path: write_set_aside(edition, path),
        REVIEW_BOOK: lambda path: write_reviews(edition, path),
        SUMMARY_PAGE: lambda path: write_summary(edition, rows, path),
    }
