"""Inputs that browsers draw well: a day, and a range of days with a name for each end."""

from __future__ import annotations

from typing import Any

from django import forms
from django_filters.fields import DateRangeField
from django_filters.filters import DateFromToRangeFilter

from huitoukan.core.saying import say_later

_ISO = "%Y-%m-%d"


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format=_ISO)


class DayRange(forms.MultiWidget):
    """From a day to a day, both included."""

    template_name = "widgets/day_range.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        ends: dict[str, forms.Widget | type[forms.Widget]] = {
            "min": DayInput({"aria-label": say_later("page.from_day")}),
            "max": DayInput({"aria-label": say_later("page.to_day")}),
        }
        super().__init__(ends, attrs)

    def decompress(self, value: slice | None) -> list[Any]:
        """Both ends of a range that was worked out before."""
        return [value.start, value.stop] if value else [None, None]


class _DayRangeField(DateRangeField):
    widget = DayRange


class DayRangeFilter(DateFromToRangeFilter):
    """For the filters of a table."""

    field_class = _DayRangeField
