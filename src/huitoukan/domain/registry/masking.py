"""What the columns of lists show until somebody has said why they need more."""

from __future__ import annotations

from huitoukan.core import masks
from huitoukan.policy.models import FieldType, ListField, Role

_BY_TYPE = {FieldType.ID_NO: masks.id_number, FieldType.PHONE: masks.phone}


def masked(text: str, field: ListField | None) -> str:
    """The text of a cell of the column ``field``; None: of a column that nobody knows.

    Of a day of birth the year stays: the whole day is what is masked of the ID number beside it.
    """
    if field is None:
        return masks.cell(text)
    if field.role is Role.BIRTH_DATE:
        return masks.birth_date(text)
    return _BY_TYPE.get(field.type, masks.cell)(text)
