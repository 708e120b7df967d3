"""How many households and people there are in each township: the base of every rate."""

from __future__ import annotations

from huitoukan.engine.facts.book import Present
from huitoukan.engine.plan import Step


def households_step(present: Present) -> Step:
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
