"""Precision and recall by list and by kind of damage: ``python -m benchmarks.linkage.quality``.

Counties are made up from seeds, linked as the command links them, and compared with their truth. ``plain`` counties
are as untidy as lists are; ``hard`` ones are full of what makes people hard to link (``samples.trials``).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
from benchmarks.linkage import counties, measuring
from benchmarks.linkage.measuring import Figures, wilson

from huitoukan.engine import check

_NAME_ONLY = ("missing", "wrong_id")
_WHOLE = ("", "old15")
_DAMAGES = {
    "": "none",
    "old15": "old number of 15 digits",
    "typo": "one digit wrong",
    "swap": "two neighbours swapped",
    "float": "last digits lost in a number cell",
    "registry": "number wrong on the registry",
    "missing": "no number, a name alone",
    "wrong_id": "another resident's number",
}
_WRITINGS = {
    "dot": "name without its dot",
    "cut": "name cut after four characters",
    "rare_character": "rare character replaced",
    "look_alike": "character that looks alike",
    "moved_village": "old name of a village",
    "": "name and village as they are",
}


def main() -> None:
    """Make, link, compare, print or write."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--households", type=int, default=2500)
    given.add_argument("--seeds", type=int, default=3, help="so many plain and so many hard counties")
    given.add_argument("--write", type=Path)
    options = given.parse_args()
    plain, hard = (
        pl.concat([county(seed, options.households, hard=hard) for seed in range(1, options.seeds + 1)])
        for hard in (False, True)
    )
    text = "\n".join(report(plain, hard, options.households, options.seeds))
    if options.write:
        options.write.write_text(text, "utf-8")
    else:
        print(text)


def county(seed: int, households: int, *, hard: bool) -> pl.DataFrame:
    """The judged rows of one county: see :func:`measuring.judge`, with damage, writing and ``shown``."""
    with tempfile.TemporaryDirectory(prefix="huitoukan-quality-") as name:
        folder = Path(name) / "county"
        counties.write(folder, seed=seed, households=households, hard=hard)
        result = check(folder / "lists", as_of=counties.AS_OF, work=Path(name) / "work")
        truth = counties.read_truth(folder / "truth" / "links.csv", result.sheets)
    links = result.links.filter(pl.col("person").is_not_null()).select("kind", "row_id", who="person").collect()
    shown = result.link_reviews.select("kind", "row_id", person="candidate", shown=pl.lit(value=True)).unique()
    judged = measuring.judge(truth, links).join(shown, on=["kind", "row_id", "person"], how="left")
    # Rows of several counties are counted together, each by its own number.
    return judged.with_columns(pl.format(f"{seed}/{{}}", "row_id").alias("row_id"))


def report(plain: pl.DataFrame, hard: pl.DataFrame, households: int, seeds: int) -> Iterable[str]:
    """The page."""
    yield "# How well rows are linked"
    yield ""
    yield "Generated; do not edit: `python -m benchmarks.linkage.quality --write docs/linkage-quality.md`."
    yield ""
    yield f"{seeds} plain and {seeds} hard made-up counties of {households} households each (seeds 1 to {seeds}). A row"
    yield "is *found* when it is linked to the people it means and to nobody else, *wrong* when it is linked to anybody"
    yield "else; strangers are rows of people who live elsewhere. Intervals are 95% (Wilson). Rows with a name alone"
    yield "are never linked by the program: a person decides, so what counts is whether the right one is shown."
    yield ""
    yield "## Plain counties, by damage of the number"
    yield from _table("damage", _by(plain, "damage", _DAMAGES))
    yield "## Plain counties, by list (damaged rows with enough left of the number)"
    yield from _table("list", _by(_enough(plain), "kind"))
    yield "## Hard counties, by damage of the number"
    yield from _table("damage", _by(hard, "damage", _DAMAGES))
    yield "## Hard counties, by what became of name and village: good numbers"
    yield from _table("writing", _by(hard.filter(pl.col("damage").is_in(_WHOLE)), "writing", _WRITINGS))
    yield "## Hard counties, by what became of name and village: damaged numbers"
    yield from _table("writing", _by(_enough(hard), "writing", _WRITINGS))
    yield "## Rows with a name alone: is the right person shown?"
    yield from _shown({"plain": plain, "hard": hard})


def _enough(judged: pl.DataFrame) -> pl.DataFrame:
    return judged.filter(~pl.col("damage").is_in([*_WHOLE, *_NAME_ONLY]))


def _by(judged: pl.DataFrame, column: str, words: dict[str, str] | None = None) -> list[tuple[str, Figures]]:
    """Figures by the values of a column, in the order of ``words``, and of all together."""
    values = list(words) if words else sorted(judged[column].unique())
    parts = [(words[v] if words else v, judged.filter(pl.col(column) == v)) for v in values]
    return [(name, measuring.figure(part)) for name, part in (*parts, ("all", judged)) if len(part)]


def _table(first: str, rows: Sequence[tuple[str, Figures]]) -> Iterable[str]:
    yield ""
    yield f"| {first} | rows | found | recall | precision | wrong | strangers linked |"
    yield "|---|---:|---:|---|---|---:|---:|"
    for name, f in rows:
        recall, precision = _share(f.right, f.rows), _share(f.right, f.right + f.wrong)
        yield f"| {name} | {f.rows} | {f.right} | {recall} | {precision} | {f.wrong} | {f.strangers} |"
    yield ""


def _share(part: int, whole: int) -> str:
    if not whole:
        return "-"
    low, high = wilson(part, whole)
    return f"{part / whole:.4f} ({low:.4f} to {high:.4f})"


def _shown(counties: dict[str, pl.DataFrame]) -> Iterable[str]:
    yield ""
    yield "| counties | rows | right person among the candidates shown | linked |"
    yield "|---|---:|---|---:|"
    for name, judged in counties.items():
        rows = judged.filter(pl.col("damage") == "missing", pl.col("person").is_not_null())
        found = rows.group_by("kind", "row_id").agg(pl.col("shown").any(), pl.col("linked").any())
        yield f"| {name} | {len(found)} | {_share(found['shown'].sum(), len(found))} | {found['linked'].sum()} |"
    yield ""


if __name__ == "__main__":
    main()
