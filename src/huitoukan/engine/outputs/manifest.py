"""What was read, under which policy, what came out: for whoever asks later how a figure was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from huitoukan import __version__
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.findings import count_households, count_villages
from huitoukan.engine.outputs.folder import MANIFEST, hash_files
from huitoukan.engine.outputs.following import count_changes
from huitoukan.engine.results import FileReport, RuleReport, SheetReport
from huitoukan.messages import Message


def write_manifest(edition: Edition, folder: Path, rows: pl.DataFrame) -> None:
    """Writes ``run.json`` for all files in ``folder``; only ``timings`` differ from run to run."""
    result = edition.result
    content = {
        "huitoukan": __version__,
        "as_of": result.as_of.isoformat(),
        "engine": result.engine,
        "policy": {"id": result.pack, "title": edition.pack.title, "version": result.pack_version},
        "parameters": {name: _plain(value) for name, value in sorted(result.parameters.items())},
        "full_ids": edition.full_ids,
        "counts": _counts(edition, rows),
        "inputs": [_file(edition, file) for file in result.sheets.files],
        "sheets": [_sheet(edition, sheet) for sheet in result.sheets.sheets],
        "rules": {rule.rule_id: rule.findings for rule in result.rules},
        "rules_not_judged": [_rule(rule) for rule in result.rules if rule.missing],
        "remarks": [_words(edition, remark) for remark in edition.result.remarks],
        "outputs": hash_files(folder),
        "timings": {name: round(seconds, 3) for name, seconds in result.timings.items()},
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")


def _counts(edition: Edition, rows: pl.DataFrame) -> Mapping[str, object]:
    findings = edition.result.findings
    confidences = findings.group_by("confidence").agg(pl.len()).sort("confidence")
    return {
        "findings": findings.height,
        "exempted": edition.result.exempted.height,
        **{f"findings_{change}": number for change, number in count_changes(edition).items()},
        **dict(confidences.iter_rows()),
        "households_with_findings": count_households(findings),
        "villages_with_findings": count_villages(findings),
        "links": edition.result.links.select(pl.len()).collect().item(),
        **{
            name: int(rows.get_column(name).sum())
            for name in ("rows_read", "rows_used", "rows_set_aside", "rows_unrecognised")
        },
    }


def _file(edition: Edition, file: FileReport) -> Mapping[str, object]:
    problem = _words(edition, file.problem)
    return {"file": file.file, "sha256": file.sha256, "bytes": file.bytes, "problem": problem}


def _sheet(edition: Edition, sheet: SheetReport) -> Mapping[str, object]:
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "kind": sheet.kind,
        "header_row": sheet.header_row,
        "rows_read": sheet.rows_read,
        "rows_unreadable": sheet.rows_unreadable,
        "note": _words(edition, sheet.note),
        "warnings": [_words(edition, warning) for warning in sheet.warnings],
    }


def _rule(rule: RuleReport) -> Mapping[str, object]:
    return {"rule": rule.rule_id, "missing": list(rule.missing), "silent": rule.silent}


def _words(edition: Edition, message: Message | None) -> str | None:
    return None if message is None else edition.tell(message)


def _plain(value: object) -> object:
    return value if isinstance(value, (bool, int, float, str)) or value is None else str(value)
