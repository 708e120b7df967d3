"""Rows of all lists that are about a person, with one set of columns.

:class:`Records` takes the columns by role, numbers the rows by ``place``, the registered list first, then the
roster, and reads out of them what can be compared: ``digits``, ``sure`` and ``prefix`` (see :mod:`.identifiers`),
birth dates as text YYYYMMDD, sex. ``spot`` says where a row of these two lists stands that has no valid ID to be
known by. Most rows are known by their number, so nothing is read out that a step does not ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from huitoukan.engine.plan import Value
from huitoukan.engine.results import Present
from huitoukan.policy.models import ListKind, Pack, Role, Subject

_APART = 10**12
"""Rows of the next list are numbered from here on, so that one number names a row of any list."""
REGISTRY = (Subject.REGISTERED, Subject.ROSTER)
LISTS = (Subject.PERSON, Subject.HEAD)
# The 17th digit of an ID is odd for a man: GB 11643. The words are those of GB/T 2261.1.
_SEXES = {"male": "男", "female": "女"}
ORIGINS = {"registered": Subject.REGISTERED.value, "roster": Subject.ROSTER.value}
_SPOT = """file || '#' || sheet || '#' || CAST("row" AS VARCHAR)"""


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of some lists about people as SELECTs, and the values these name."""

    kinds: tuple[ListKind, ...]
    present: Present
    values: Mapping[str, Value]
    none: bool = False
    """There is no such list: one of another sort lends its columns, and no rows."""

    @classmethod
    def of(cls, pack: Pack, present: Present, subjects: Sequence[Subject]) -> Records:
        """The lists about ``subjects`` that are there; at least one list of any sort must be about people."""
        order = (*REGISTRY, *LISTS)
        about = [kind for kind in pack.kinds.values() if kind.id in present and kind.subject in order]
        kinds = sorted(about, key=lambda kind: (order.index(kind.subject), kind.id))
        values: dict[str, Value] = {**_placeholders(pack), **_SEXES, **ORIGINS}
        values["whole_least"], values["whole_most"] = pack.linkage.whole_numbers
        for at, kind in enumerate(kinds):
            values |= {f"kind_{kind.id}": kind.id, f"role_{kind.id}": kind.subject.value}
            values[f"place_{kind.id}"] = at * _APART
        wanted = tuple(kind for kind in kinds if kind.subject in subjects)
        return cls(wanted or tuple(kinds[:1]), present, values, none=not wanted)

    def sql(self, only: str = "") -> str:
        """All that can be read out of the rows; a table ``only`` says by ``place`` which of them are wanted."""
        placeholders = [name for name in self.values if name.startswith(_PLACEHOLDER)]
        return _record_sql(self._all(lambda kind: _cell_sql(kind, self.present[kind.id])), placeholders, only)

    def places_sql(self) -> str:
        """``place`` of the rows, and nothing else."""
        return self._all(lambda kind: f"SELECT {_place_sql(kind)} AS place FROM list_{kind.id}")

    def _all(self, select: Callable[[ListKind], str]) -> str:
        return "\nUNION ALL\n".join(map(select, self.kinds)) + ("\nWHERE FALSE" if self.none else "")


_PLACEHOLDER = "placeholder_"


def _placeholders(pack: Pack) -> dict[str, Value]:
    return {f"{_PLACEHOLDER}{at}": number for at, number in enumerate(pack.linkage.placeholder_ids)}


def _place_sql(kind: ListKind) -> str:
    return f"CAST($place_{kind.id} AS BIGINT) + row_id"


def _cell_sql(kind: ListKind, present: frozenset[str]) -> str:
    """The columns of one list by role, NULL where the list has none of the kind."""

    def by_role(role: Role, suffix: str = "") -> str:
        fields = [name for name, f in kind.fields.items() if f.role is role and name in present]
        return f'"{fields[0]}{suffix}"' if fields else "NULL"

    phones = [n for n, f in kind.fields.items() if f.role is Role.PHONE and n in present]
    first, second = ([f'"{n}"' for n in phones] + ["NULL", "NULL"])[:2]
    columns = {
        "name": by_role(Role.NAME),
        "pinyin": by_role(Role.NAME, "_pinyin"),
        "shape": by_role(Role.NAME, "_shape"),
        **_identifier_columns(kind, present),
        "sex": by_role(Role.SEX),
        "birth_listed": f"replace(CAST({by_role(Role.BIRTH_DATE)} AS VARCHAR), '-', '')",
        "township": by_role(Role.TOWNSHIP, "_key"),
        "village": by_role(Role.VILLAGE, "_key"),
        "phone": first,
        "other_phone": second,
        "household_no": by_role(Role.HOUSEHOLD_NO),
        "person_no": by_role(Role.PERSON_NO),
    }
    texts = ",\n    ".join(
        f"CAST({sql} AS {'BOOLEAN' if name == 'damaged' else 'VARCHAR'}) AS {name}" for name, sql in columns.items()
    )
    return f"""SELECT {_place_sql(kind)} AS place, $kind_{kind.id} AS kind, row_id,
    $role_{kind.id} AS role, file, sheet, "row",
    {texts}
FROM list_{kind.id}"""


def _identifier_columns(kind: ListKind, present: frozenset[str]) -> dict[str, str]:
    """The ID columns; a certificate number stands in where the ID is missing, or is damaged and the other is not."""
    columns = {"id_no": "", "id18": "_id18", "damaged": "_damaged", "prefix": "_prefix"}
    fields = [
        name
        for role in (Role.ID_NO, Role.CERTIFICATE_NO)
        for name, f in kind.fields.items()
        if f.role is role and name in present
    ]
    if not fields:
        return dict.fromkeys(columns, "NULL")
    own, *others = fields
    if not others:
        return {column: f'"{own}{suffix}"' for column, suffix in columns.items()}
    other = others[0]
    better = (
        f'"{own}" IS NULL OR (("{own}_id18" IS NULL OR coalesce("{own}_damaged", FALSE))'
        f' AND "{other}_id18" IS NOT NULL AND NOT coalesce("{other}_damaged", FALSE))'
    )
    return {
        column: f'CASE WHEN {better} THEN "{other}{suffix}" ELSE "{own}{suffix}" END'
        for column, suffix in columns.items()
    }


def plausible_birth_sql(text: str) -> str:
    """The text if it can be a birth date YYYYMMDD, else NULL (a corrupted ID gives month 31 or year 0)."""
    return (
        f"CASE WHEN substr({text}, 1, 4) BETWEEN '1900' AND '2099' AND substr({text}, 5, 2) BETWEEN '01' AND '12'"
        f" AND substr({text}, 7, 2) BETWEEN '01' AND '31' THEN {text} END"
    )


_AS_LISTED = (
    *("place", "kind", "row_id", "role", "name", "pinyin", "shape", "birth_listed"),
    *("township", "village", "phone", "other_phone", "household_no", "person_no"),
)


def _record_sql(cells: str, placeholders: Sequence[str], only: str) -> str:
    # One digit over and over is typed to fill the cell.
    void = " OR ".join(
        [
            "CASE WHEN substr(id_no, 1, 1) = right(id_no, 1)"
            " THEN replace(id_no, substr(id_no, 1, 1), '') = '' ELSE FALSE END",
            *(f"coalesce(starts_with(id_no, ${p}), FALSE)" for p in placeholders),
        ]
    )
    # A certificate number may have been made from an ID that had lost its last digits.
    # An old number of 15 in a number cell is whole, but has no check digit to say so: it counts as its first 17 digits.
    old = "damaged AND length(id_no) IN (15, 17) AND substr(id_no, 7, 2) NOT IN ('19', '20')"
    lost = "coalesce(length(id_no) IN (20, 22) AND substr(id_no, 16, 3) = '000', FALSE)"
    listed = ", ".join(_AS_LISTED)
    return f"""WITH listed AS (
SELECT c.* FROM (
{cells}
) c{f" JOIN {only} o ON o.place = c.place" if only else ""}
), cell AS (
    SELECT {listed}, sex, file, sheet, "row",
        CASE WHEN {void} THEN NULL ELSE id_no END AS id_no,
        CASE WHEN {void} THEN NULL ELSE id18 END AS id18,
        (coalesce(damaged, FALSE) OR {lost}) AND NOT ({void}) AS damaged,
        CASE WHEN {void} THEN NULL
            WHEN {lost} THEN substr(id_no, 1, 15)
            WHEN {old} THEN substr(prefix, 1, 6) || '19' || substr(prefix, 7, 9)
            -- Scientific notation rounds its last digit.
            WHEN contains(id_no, 'E') THEN substr(prefix, 1, length(prefix) - 1)
            ELSE prefix END AS prefix
    FROM listed
), number AS (
    SELECT *,
        id18 IS NOT NULL AND NOT damaged AS sure,
        CASE WHEN damaged THEN NULL
            WHEN id18 IS NOT NULL THEN id18
            WHEN length(id_no) BETWEEN $whole_least AND $whole_most THEN id_no
            WHEN length(id_no) BETWEEN 20 AND 22 THEN substr(id_no, 1, 18) END AS digits
    FROM cell
)
SELECT {listed},
    CASE WHEN id18 IS NULL AND role IN ($registered, $roster) THEN {_SPOT} END AS spot,
    id_no, id18, damaged, prefix, sure, digits,
    replace(pinyin, ' ', '') AS pinyin_key, sex AS sex_listed,
    CASE WHEN NOT sure THEN sex
        WHEN substr(digits, 17, 1) IN ('1', '3', '5', '7', '9') THEN $male ELSE $female END AS sex,
    CASE WHEN sure THEN substr(digits, 7, 8)
        WHEN length(prefix) >= 14 THEN {plausible_birth_sql("substr(prefix, 7, 8)")} END AS birth_id,
    CASE WHEN NOT sure AND length(digits) = 18
        THEN {plausible_birth_sql("substr(digits, 7, 8)")} END AS birth_loose
FROM number"""
