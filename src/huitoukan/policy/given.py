"""Facts that the registry itself gives, before any list is asked; ``engine.facts`` computes them."""

from __future__ import annotations

from collections.abc import Mapping

from huitoukan.policy.models import Level, ValueType

GIVEN: Mapping[Level, Mapping[str, ValueType]] = {
    Level.PERSON: {
        "registered": ValueType.BOOLEAN,
        "name": ValueType.TEXT,
        "sex": ValueType.TEXT,
        "relation": ValueType.TEXT,
        "id_no": ValueType.TEXT,
        "id_no_checks": ValueType.BOOLEAN,
        "id_no_id18": ValueType.TEXT,
        "id_sex": ValueType.TEXT,
        "birth_date": ValueType.DATE,
        "age": ValueType.INTEGER,
    },
    Level.HOUSEHOLD: {"registered": ValueType.BOOLEAN},
    Level.VILLAGE: {},
}
