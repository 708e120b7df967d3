"""Townships: one spelling for each, and how many households and people each has, the base of every rate."""

from __future__ import annotations

from collections.abc import Iterator

from huitoukan.engine.plan import Step
from huitoukan.engine.results import Present

_LISTS = ("registered", "roster")


def township_steps(present: Present) -> Iterator[Step]:
    """``township_name`` (township_key, township) and ``households`` (see ``results.Result``)."""
    yield Step("township_name", _township_name_sql(present, [kind for kind in _LISTS if kind in present]))
    yield _households_step(present)


def _township_name_sql(present: Present, lists: list[str]) -> str:
    """One spelling for each township: the one most rows use."""
    rows = " UNION ALL ".join(
        f"SELECT township_key, township FROM list_{kind} WHERE township_key IS NOT NULL"
        for kind in lists
        if "township" in present[kind]
    )
    if not rows:
        return "SELECT CAST(NULL AS VARCHAR) AS township_key, CAST(NULL AS VARCHAR) AS township WHERE FALSE"
    counted = f"SELECT township_key, township, COUNT(*) AS number FROM ({rows}) AS r GROUP BY township_key, township"
    order = "PARTITION BY township_key ORDER BY number DESC, township"
    return (
        f"SELECT township_key, township FROM (SELECT c.*, ROW_NUMBER() OVER ({order}) AS place FROM ({counted}) AS c)"
        " AS p WHERE place = 1"
    )


def _households_step(present: Present) -> Step:
    """``households``: township, registered households and persons, rural households."""
    counts = [_count_sql("registered", present, "COUNT(DISTINCT household_no)", "COUNT(*)", "0")]
    if "roster" in present:
        counts.append(_count_sql("roster", present, "0", "0", "COUNT(DISTINCT household_no)"))
    rows = " UNION ALL ".join(counts)
    return Step(
        "households",
        "SELECT COALESCE(t.township, '') AS township, CAST(SUM(c.registered_households) AS BIGINT) AS "
        "registered_households, CAST(SUM(c.registered_persons) AS BIGINT) AS registered_persons, "
        "CAST(SUM(c.rural_households) AS BIGINT) AS rural_households "
        f"FROM ({rows}) AS c LEFT JOIN township_name t ON t.township_key = c.township_key "
        "GROUP BY COALESCE(t.township, '')",
    )


def _count_sql(kind: str, present: Present, households: str, persons: str, rural: str) -> str:
    township = "township_key" if "township" in present[kind] else "CAST(NULL AS VARCHAR) AS township_key"
    grouped = " GROUP BY township_key" if "township" in present[kind] else ""
    return (
        f"SELECT {township}, {households} AS registered_households, {persons} AS registered_persons, "
        f"{rural} AS rural_households FROM list_{kind}{grouped}"
    )
