"""Which columns of a list say what a column of the registered list says, so that the two can be held side by side.

It takes either the same role (a name is a name in every list), or the same id and type: a kind of list that gives a
column the id of a registered one says with it that they mean the same.
"""

from __future__ import annotations

from huitoukan.policy.models import ListKind, Role

COMPARED = frozenset(
    {Role.NAME, Role.ID_NO, Role.SEX, Role.BIRTH_DATE, Role.RELATION, Role.PHONE, Role.TOWNSHIP, Role.VILLAGE}
)
"""A household number is not among them: rosters have numbers of their own."""


def same_columns(kind: ListKind, registered: ListKind) -> dict[str, str]:
    """Column of ``kind`` → that of ``registered``."""
    by_role = {each.role: name for name, each in registered.fields.items() if each.role in COMPARED}
    same = {}
    for name, each in kind.fields.items():
        twin = registered.fields.get(name)
        if each.role in by_role:
            same[name] = by_role[each.role]
        elif each.role is None and twin and twin.role is None and twin.type is each.type:
            same[name] = name
    return same
