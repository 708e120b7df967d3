"""Accepted links, as a table: every row with every person it is about."""

from __future__ import annotations

import polars as pl

from huitoukan.engine.outputs.edition import Edition

LINK_COLUMNS = (*("file", "sheet", "row", "kind", "person", "household_no", "method", "score", "gap", "evidence"),)


def tabulate_links(edition: Edition) -> pl.DataFrame:
    """``LINK_COLUMNS``, in the order of the lists and their rows."""
    return (
        edition.result.links.join(edition.places.lazy(), on=["kind", "row_id"], how="inner")
        .sort("kind", "row_id", "person", "household_no", nulls_last=True)
        .with_columns(
            person=edition.person_key("person"),
            evidence=edition.wording("evidence"),
            score=pl.col("score").round(3),
            gap=pl.col("gap").round(3),
        )
        .select(*LINK_COLUMNS)
        .collect()
    )
