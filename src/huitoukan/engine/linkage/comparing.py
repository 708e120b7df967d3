"""What a row and a person have in common, the best of all the person's records, and what that is worth.

Levels are whole numbers, the higher the nearer; NULL: one side does not say. For birth, sex, township, village and
phone: AGREE, NEAR (a slip of the pen away) or CONFLICT. The score is in log2 odds, the model that of Fellegi and
Sunter: a prior, and a weight for each thing compared; a name counts by how rare it is among the people here.
"""

from __future__ import annotations

from huitoukan.engine.linkage import identifiers as ids
from huitoukan.engine.linkage import names
from huitoukan.engine.linkage.candidates import unreadable_sql
from huitoukan.engine.linkage.texts import alike_sql, swapped_sql

AGREE, NEAR, CONFLICT = 3, 2, 1

NAME_WEIGHTS = {
    names.SAME: "name_same",
    names.HOMOPHONE: "name_homophone",
    names.LOOK_ALIKE: "name_look_alike",
    names.CUT: "name_cut",
    names.NEAR: "name_near",
    names.SURNAME: "name_surname",
    names.OTHER: "name_other",
}
NUMBER_WEIGHTS = {
    ids.SAME_NUMBER: "number_same",
    ids.ONE_EDIT: "number_one_edit",
    ids.PREFIX: "number_prefix",
    ids.TAIL: "number_tail",
    ids.SHORT_PREFIX: "number_short_prefix",
    ids.TWO_EDITS: "number_two_edits",
    ids.AREA_BIRTH: "number_area_birth",
    ids.OTHER: "number_other",
    ids.CONTRADICTED: "number_contradicted",
}
_SIDES = ("birth", "sex", "township", "village", "phone")
_PLACES = ("township", "village")
_BIRTH_CHARACTERS = 8


def _side_weights(side: str) -> dict[int, str]:
    """Another phone says nothing, and a sex has no near miss."""
    near = {NEAR: f"{side}_near"} if side in ("birth", *_PLACES) else {}
    conflict = {CONFLICT: f"{side}_conflict"} if side != "phone" else {}
    return {AGREE: f"{side}_same"} | near | conflict


SIDE_WEIGHTS = {side: _side_weights(side) for side in _SIDES}
LEVEL_WEIGHTS = {"name_level": NAME_WEIGHTS, "number_level": NUMBER_WEIGHTS} | {
    f"{side}_level": weights for side, weights in SIDE_WEIGHTS.items()
}
"""Column of a comparison → level → the name of its weight."""


def rarity_sql(people: str) -> str:
    """How rare each name is, by its sound, in bits: -log2 of its share among the people.

    The shares of a small county are drawn towards ``name_crowd`` people more with one bearer more each, and no name
    counts more than ``name_most``: a name alone must never be enough.
    """
    return f"""WITH bearers AS (
    SELECT pinyin, count(DISTINCT person_id) AS bearers FROM {people} WHERE pinyin IS NOT NULL GROUP BY pinyin
), everybody AS (
    SELECT count(DISTINCT person_id) AS people FROM {people}
)
SELECT pinyin, least($name_most, log2((people + $name_crowd) / (bearers + 1.0))) AS bits
FROM bearers CROSS JOIN everybody"""


def comparison_sql(rows: str, people: str, pairs: str, rarities: str, *, vague: tuple[str, ...] = ("l",)) -> str:
    """One row a pair with the level of each thing compared, and ``unreadable``: see ``candidates.Block``."""
    levels = levels_sql()
    compared = ",\n        ".join(f"{sql} AS {level}" for level, sql in levels.items())
    best = ", ".join(f"max({level}) AS {level}" for level in levels)
    return f"""WITH compared AS (
    SELECT p.kind, p.row_id, p.person_id, l.class, f.bits,
        {" OR ".join(unreadable_sql(side) for side in vague)} AS unreadable,
        {compared}
    FROM {pairs} p
    JOIN {rows} l ON l.kind = p.kind AND l.row_id = p.row_id
    JOIN {people} r ON r.person_id = p.person_id
    LEFT JOIN {rarities} f ON f.pinyin = r.pinyin
)
SELECT kind, row_id, person_id, class, bool_and(unreadable) AS unreadable,
    max(CASE WHEN name_level >= {names.LOOK_ALIKE} THEN bits END) AS bits,
    {best}
FROM compared
GROUP BY kind, row_id, person_id, class"""


def levels_sql() -> dict[str, str]:
    """The level of each thing compared, as SQL over a row ``l`` and a record ``r``, under the name of its column."""
    births = "coalesce({0}.birth_listed, {0}.birth_id)"
    agree = (
        "coalesce(l.birth_listed, l.birth_id, l.birth_loose) IN (r.birth_listed, r.birth_id)"
        " OR coalesce(l.birth_id, l.birth_loose) IN (r.birth_listed, r.birth_id)"
    )
    phone = "l.phone IN (r.phone, r.other_phone) OR l.other_phone IN (r.phone, r.other_phone)"
    return {
        "name_level": names.level_sql("l", "r"),
        "number_level": ids.level_sql("l", "r"),
        "birth_level": f"""CASE WHEN {agree} THEN {AGREE}
            WHEN {births.format("l")} IS NULL OR {births.format("r")} IS NULL THEN NULL
            WHEN {_birth_slip_sql(births.format("l"), births.format("r"))} THEN {NEAR}
            ELSE {CONFLICT} END""",
        "sex_level": _side_sql("sex"),
        "township_level": _side_sql("township", alike_sql("l.township", "r.township")),
        "village_level": _side_sql("village", alike_sql("l.village", "r.village")),
        "phone_level": f"CASE WHEN {phone} THEN {AGREE} END",
    }


def _side_sql(column: str, near: str = "FALSE") -> str:
    a, b = f"l.{column}", f"r.{column}"
    return f"""CASE WHEN {a} IS NULL OR {b} IS NULL THEN NULL
            WHEN {a} = {b} THEN {AGREE}
            WHEN {near} THEN {NEAR}
            ELSE {CONFLICT} END"""


def _birth_slip_sql(a: str, b: str) -> str:
    """Whether two dates YYYYMMDD are one digit or one swap of neighbours apart, or have month and day exchanged."""
    exchanged = f"substr({b}, 1, 4) || substr({b}, 7, 2) || substr({b}, 5, 2)"
    return (
        f"levenshtein({a}, {b}) <= 1 OR {a} = {exchanged}"
        f" OR (levenshtein({a}, {b}) = 2 AND {swapped_sql(a, b, _BIRTH_CHARACTERS)})"
    )


def score_sql(comparison: str) -> str:
    """The comparison with ``score`` and ``could_be`` (whether nothing both sides know speaks against it)."""
    # A number that agrees has said the birth date already.
    birth = (
        f"CASE WHEN birth_level >= {NEAR} AND number_level > {ids.OTHER} THEN 0.0"
        f" ELSE {_weight_sql('birth_level', SIDE_WEIGHTS['birth'])} END"
    )
    sides = [_weight_sql(f"{s}_level", SIDE_WEIGHTS[s]) for s in _SIDES if s != "birth"]
    terms = [_weight_sql("name_level", NAME_WEIGHTS), _weight_sql("number_level", NUMBER_WEIGHTS), birth, *sides]
    total = "\n        + ".join(["$prior", "coalesce(bits, 0.0)", *terms])
    return f"""SELECT *,
    round({total}, 3) AS score,
    {_could_be_sql()} AS could_be
FROM {comparison}"""


def _weight_sql(level: str, weights: dict[int, str]) -> str:
    cases = " ".join(f"WHEN {value} THEN ${name}" for value, name in weights.items())
    return f"CASE {level} {cases} ELSE 0.0 END"


def _could_be_sql() -> str:
    calm = " AND ".join(
        f"coalesce({side}_level, {AGREE}) >= {least}"
        for side, least in (("birth", AGREE), ("sex", AGREE), ("township", NEAR), ("village", NEAR))
    )
    return f"""coalesce(name_level >= {names.LOOK_ALIKE} AND {calm}
        AND (unreadable OR birth_level = {AGREE} OR number_level >= {ids.ONE_EDIT}), FALSE)"""
