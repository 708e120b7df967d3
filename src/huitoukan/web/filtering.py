"""The filters of a list: their form is made for each request, and drawn once for all who see the same of it.

The library copies every filter and then every field of it deeply, twice over; that was more than asking the database.
"""

from __future__ import annotations

import copy
from collections.abc import Hashable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict


class Filters(django_filters.FilterSet):
    """Filters of a list."""

    offers: Hashable = None
    """What all choices of the form follow from beside the language; None where they follow from who asks."""

    def __init__(
        self, data: Any = None, queryset: QuerySet[Any] | None = None, *, request: Any = None, prefix: str | None = None
    ) -> None:
        """As the library does, with plain copies of the filters."""
        assert queryset is not None
        self.is_bound, self.data = data is not None, data or QueryDict()
        self.queryset, self.request, self.form_prefix = queryset, request, prefix
        self.filters = {name: self._mine(each) for name, each in self.base_filters.items()}

    def _mine(self, known: Any) -> Any:
        """A filter of this request."""
        made = copy.copy(known)
        made.__dict__.pop("_field", None)  # of whoever has looked at the class's own filter
        made.extra = {**known.extra}
        made.model, made.parent = self.queryset.model, self
        if known.method is not None:
            made.__dict__.pop("filter", None)
            made.method = known.method  # which looks for its method on ``parent``
        return made

    @property
    def form(self) -> forms.Form:
        """Of fields that are made for it, and need not be copied."""
        if not hasattr(self, "_form"):
            fields = {name: each.field for name, each in self.filters.items()}
            self._form = _Form(fields, self.data if self.is_bound else None, prefix=self.form_prefix)
        return self._form

    @property
    def look(self) -> Hashable:
        """The same for forms that look the same; None for one in which something is typed, or wrong."""
        if self.offers is None or self.form.errors:
            return None
        chosen = []
        for name, field in self.form.fields.items():
            value = field.widget.value_from_datadict(self.data, {}, self.form.add_prefix(name))
            if value in _NOTHING:
                continue
            if not isinstance(field, forms.ChoiceField):
                return None
            chosen.append((name, str(value)))
        return type(self), self.offers, tuple(chosen)


_NOTHING = (None, "", [None, None], ["", ""], ["", None], [None, ""])


class _Form(forms.Form):
    def __init__(self, fields: dict[str, forms.Field], *args: Any, **kwargs: Any) -> None:
        self.base_fields = _Own(fields)  # type: ignore[misc]  # there is no class for each set of fields
        super().__init__(*args, **kwargs)


class _Own(dict[str, forms.Field]):
    """Fields of one form."""

    def __deepcopy__(self, _memo: object) -> _Own:
        return self
