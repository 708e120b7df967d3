"""Columns vary from bureau to bureau and stay a table."""

from __future__ import annotations

from itertools import groupby
from random import Random

import pytest

from huitoukan.samples.headings import NATIONAL, NOTE, SERIAL, choose_columns, headers

KINDS = sorted(headers())


@pytest.mark.parametrize("kind", KINDS)
def test_no_sheet_has_two_columns_of_one_title(kind: str) -> None:
    for seed in range(60):
        columns = choose_columns(Random(seed), kind, may_group=True)
        titles = [(column.group, column.title) for column in columns]
        assert len(set(titles)) == len(titles), titles


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_there_once(kind: str) -> None:
    optional = {SERIAL, NOTE, *headers()[kind].get("optional", {})}
    for seed in range(60):
        fields = [column.field for column in choose_columns(Random(seed), kind, may_group=True)]
        assert len(set(fields)) == len(fields)
        assert set(fields) - optional == set(headers()[kind]["fields"])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "groups" in headers()[kind]])
def test_columns_of_a_group_stand_together(kind: str) -> None:
    grouped = 0
    for seed in range(60):
        columns = choose_columns(Random(seed), kind, may_group=True)
        runs = [group for group, _ in groupby(column.group for column in columns) if group]
        assert len(set(runs)) == len(runs)
        grouped += bool(runs)
    assert 0 < grouped < 60


def test_no_two_kinds_share_a_file_name() -> None:
    stems = [stem for kind in KINDS for stem in headers()[kind]["files"]]
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize("kind", NATIONAL)
def test_national_exports_keep_their_order(kind: str) -> None:
    orders = {tuple(c.field for c in choose_columns(Random(n), kind, may_group=True)) for n in range(30)}
    assert orders == {tuple(headers()[kind]["fields"])}


def test_a_unit_in_the_title_comes_with_its_factor() -> None:
    seen = {
        (column.title, column.factor)
        for seed in range(80)
        for column in choose_columns(Random(seed), "vehicles", may_group=False)
        if column.field == "price"
    }
    assert all(("万元" in title) == (factor == 1) for title, factor in seen)
    assert len({factor for _, factor in seen}) == 2
