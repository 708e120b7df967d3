"""Tables whose columns are copied plainly for each request, where the library copies all that hangs on them."""

from __future__ import annotations

import copy
from collections import OrderedDict
from typing import Any

import django_tables2


class Table(django_tables2.Table):
    """What every table of ours is."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.base_columns = _Columns(cls.base_columns)


class _Columns(OrderedDict[str, Any]):
    """The columns of a table; one request names and binds its own, and changes nothing in them."""

    def __deepcopy__(self, _memo: object) -> OrderedDict[str, Any]:
        return OrderedDict((name, copy.copy(column)) for name, column in self.items())
