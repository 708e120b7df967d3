"""A field for an area: its code, or its name when there is only one of that name, or one of what is offered."""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy

from huitoukan.core.areas.models import Area
from huitoukan.core.saying import say_later, spoken
from huitoukan.messages import say

_CODE = re.compile(r"(\d{12}(?:\d{2})?)(?:\s|$)")
_SHOWN = 5
_NOT_AS_THE_FORM = {"data-hx-swap": "innerHTML", "data-hx-push-url": "false", "data-hx-indicator": "this"}
"""A form around the field may be htmx's too, and what it says would be inherited."""


class AreaInput(forms.TextInput):
    """Offers areas while one types; without JavaScript it takes a code or a name just the same."""

    template_name = "choosing/area_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the list of what is offered, and where that comes from."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "list": f"{context['widget']['attrs'].get('id', name)}_choices",
            "autocomplete": "off",
            "data-hx-get": str(reverse_lazy("area_choices")),
            "data-hx-trigger": "input changed delay:200ms, focus once",
            "data-hx-target": "next datalist",
            **_NOT_AS_THE_FORM,
        }
        return context


class AreaField(forms.CharField):
    """Gives an area out of ``areas``, which the form sets: those that its reader may choose from."""

    widget = AreaInput
    areas: QuerySet[Area]

    def clean(self, value: Any) -> Area | None:
        """The one area meant; says what to do when there is none, or when there are several."""
        typed = super().clean(value).strip()
        if not typed:
            return None
        code = _CODE.match(typed)
        wanted = {"code": code[1]} if code else {"name": typed}
        found = list(self.areas.filter(**wanted).select_related("parent").order_by("code")[: _SHOWN + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(say_later("choosing.no_area", typed=typed))
        offered = [as_typed(area) for area in found[:_SHOWN]]
        raise forms.ValidationError(spoken(say("choosing.several_areas", typed=typed, areas=offered)))


def as_typed(area: Area) -> str:
    """An area as it is offered, and understood again when it comes back."""
    above = f" · {area.parent.name}" if area.parent else ""
    return f"{area.code} {area.name}{above}"


class AreaFilter(django_filters.Filter):
    """By an area and all below it, for the filters of a table."""

    field_class = AreaField
