"""The first fact tables: what the registry itself says of each person and household; villages it says nothing of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huitoukan.engine.facts.book import FactBook, Leaf
from huitoukan.engine.plan import Step
from huitoukan.engine.sql import Values
from huitoukan.policy.models import Level, Subject


def person_base_step(book: FactBook, leaves: Iterable[Leaf], values: Values) -> Step:
    """``person_0``: a row a person and world, with given facts, own columns and peers."""
    leaves = list(leaves)
    parts = ["SELECT w.world, w.subject_id, w.household_id"]
    parts += [f", {_person_column(book, leaf, values)} AS {leaf.column}" for leaf in leaves]
    parts.append("FROM person_world w JOIN subject s ON s.subject_id = w.subject_id")
    parts.append("LEFT JOIN list_registered r ON s.kind = 'registered' AND r.row_id = s.row_id")
    if "roster" in book.present:
        parts.append("LEFT JOIN list_roster o ON s.kind = 'roster' AND o.row_id = s.row_id")
    for leaf in leaves:
        if leaf.fact.peers:
            table = _peers_table(leaf)
            parts.append(f"LEFT JOIN {table} ON w.registered AND {table}.value = r.{leaf.fact.peers}")
    return Step("person_0", "\n".join(parts), values.bound)


def household_base_steps(book: FactBook, leaves: Iterable[Leaf], values: Values) -> Iterator[Step]:
    """``household_0``: a row a household and world, likewise; a column is that of its first row that has one."""
    leaves = list(leaves)
    # the household's number is there as what its rows are grouped by
    columns = {leaf.fact.column or leaf.fact.peers for leaf in leaves} - {None, "household_no"}
    # MIN_BY passes over rows without a value
    firsts = "".join(f", MIN_BY({c}, row_id) AS {c}" for c in sorted(map(str, columns)))
    yield Step(
        "household_own",
        f"SELECT household_no, MIN(row_id) AS row_id{firsts} FROM list_registered "
        "WHERE household_no IS NOT NULL GROUP BY household_no",
    )
    parts = ["SELECT w.world, w.household_id"]
    parts += [f", {_household_column(leaf)} AS {leaf.column}" for leaf in leaves]
    parts.append("FROM household_world w LEFT JOIN household_own r ON w.registered AND r.household_no = w.household_no")
    for leaf in leaves:
        if leaf.fact.peers:
            parts.append(f"LEFT JOIN {_peers_table(leaf)} ON {_peers_table(leaf)}.value = r.{leaf.fact.peers}")
    yield Step("household_0", "\n".join(parts), values.bound)


def village_base_step(leaves: Iterable[Leaf]) -> Step:
    """``village_0``: a row a village and world, with the facts whose list the folder lacks."""
    columns = "".join(f", {_without_list(leaf)} AS {leaf.column}" for leaf in leaves)
    return Step("village_0", f"SELECT w.world, w.village_id{columns} FROM village_world w")


def peers_steps(book: FactBook, leaves: Iterable[Leaf]) -> Iterator[Step]:
    """For each value of a registered column, how many persons, households or rows of a list carry it."""
    # where nobody has a number, a row of the registry is a person
    person = "person_no" if "person_no" in book.present.get(Subject.REGISTERED, frozenset()) else "row_id"
    for leaf in leaves:
        if leaf.fact.peers:
            counted = "household_no" if leaf.fact.level is Level.HOUSEHOLD else person
            number = "COUNT(*)" if leaf.fact.peers_in else f"COUNT(DISTINCT {counted})"
            yield Step(
                _peers_table(leaf),
                f"SELECT {leaf.fact.peers} AS value, {number} AS number "
                f"FROM list_{leaf.fact.peers_in or Subject.REGISTERED} "
                f"WHERE {leaf.fact.peers} IS NOT NULL GROUP BY {leaf.fact.peers}",
            )


def _peers_table(leaf: Leaf) -> str:
    return f"peers_{leaf.fact.level}_{leaf.fact.id}"


def _peers_sql(leaf: Leaf) -> str:
    """Nobody on the list shares a value that the subject has: none; the subject has no value: missing."""
    number = f"{_peers_table(leaf)}.number"
    return f"CASE WHEN r.{leaf.fact.peers} IS NOT NULL THEN COALESCE({number}, 0) END" if leaf.fact.peers_in else number


def _person_column(book: FactBook, leaf: Leaf, values: Values) -> str:
    if leaf.fact.peers:
        return f"CASE WHEN w.registered THEN {_peers_sql(leaf)} END"
    if leaf.fact.column:
        return f"r.{leaf.fact.column}"
    if leaf.fact.list:
        return _without_list(leaf)
    return _given_sql(book, str(leaf.fact.given), values)


def _household_column(leaf: Leaf) -> str:
    if leaf.fact.peers:
        return _peers_sql(leaf)
    if leaf.fact.column:
        return f"r.{leaf.fact.column}"
    return _without_list(leaf) if leaf.fact.list else "w.registered"


def _without_list(leaf: Leaf) -> str:
    return "TRUE" if leaf.fact.without_list else "FALSE"


def _given_sql(book: FactBook, name: str, values: Values) -> str:
    if name == "registered":
        return "w.registered"
    if name in ("birth_date", "age"):
        birth = _birth_sql(book)
        return birth if name == "birth_date" else _age_sql(birth, values.bind(book.as_of))
    if name == "id_sex":
        return _id_sex_sql(book, values)
    return _either(book, name)


def _either(book: FactBook, column: str) -> str:
    """The person's own column, from whichever list the person is on."""
    field = "id_no" if column.startswith("id_no") else column
    kinds = [("registered", "r"), ("roster", "o")]
    known = [f"{alias}.{column}" for kind, alias in kinds if field in book.present.get(kind, frozenset())]
    return f"COALESCE({', '.join(known)})" if known else "CAST(NULL AS VARCHAR)"


def _birth_sql(book: FactBook) -> str:
    """The date inside a valid ID, else the date listed."""
    id18 = _either(book, "id_no_id18")
    listed = _either(book, "birth_date")
    written = " || '-' || ".join(f"SUBSTR({id18}, {start}, {length})" for start, length in ((7, 4), (11, 2), (13, 2)))
    return f"COALESCE(TRY_CAST({written} AS DATE), CAST({listed} AS DATE))"


def _id_sex_sql(book: FactBook, values: Values) -> str:
    """The sex that a valid ID says: its 17th digit is odd for a man (GB 11643)."""
    digit = f"CAST(SUBSTR({_either(book, 'id_no_id18')}, 17, 1) AS INTEGER) % 2"
    return f"CASE {digit} WHEN 1 THEN {values.bind('男')} WHEN 0 THEN {values.bind('女')} END"


def _age_sql(birth: str, as_of: str) -> str:
    """Completed years on the day of the run."""
    day = f"CAST({as_of} AS DATE)"
    later = f"MONTH({birth}) * 100 + DAY({birth}) > MONTH({day}) * 100 + DAY({day})"
    return f"CAST(YEAR({day}) - YEAR({birth}) - CASE WHEN {later} THEN 1 ELSE 0 END AS BIGINT)"
