from __future__ import annotations

import polars as pl

from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.links import LINK_COLUMNS, tabulate_links
from huitoukan.engine.results import Result
from huitoukan.policy.models import Pack


def test_every_link_is_a_row_with_its_place(result: Result, pack: Pack) -> None:
    table = tabulate_links(Edition(result, pack))
    assert tuple(table.columns) == LINK_COLUMNS
    assert table.height == result.links.collect().height
    scored = table.row(by_predicate=(pl.col("kind") == "medical_claims") & (pl.col("person") == "P5"), named=True)
    assert (scored["file"], scored["row"], scored["score"]) == ("医保/住院费用.csv", 7, 14.988)


def test_a_person_who_is_only_on_the_roster_is_masked_unless_asked_for(result: Result, pack: Pack) -> None:
    of_roster = (pl.col("kind") == "medical_claims") & (pl.col("row") == 5)
    masked = tabulate_links(Edition(result, pack)).row(by_predicate=of_roster, named=True)
    whole = tabulate_links(Edition(result, pack, full_ids=True)).row(by_predicate=of_roster, named=True)
    assert masked["person"] == "990123********030X"
    assert "********" in masked["evidence"]
    assert whole["person"] == "99012319800703030X"


def test_rows_come_in_the_order_of_the_lists_whatever_the_order_of_links(result: Result, pack: Pack) -> None:
    from dataclasses import replace

    turned = replace(result, links=result.links.reverse())
    assert tabulate_links(Edition(turned, pack)).equals(tabulate_links(Edition(result, pack)))
