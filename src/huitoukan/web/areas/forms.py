"""Forms of areas. They ask and check shapes; what may be is for the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from huitoukan.core.areas.lists.reading import LARGEST_LIST, check_size
from huitoukan.core.areas.models import Area
from huitoukan.core.areas.names import LONGEST
from huitoukan.core.saying import say_later, spoken
from huitoukan.messages import Mendable
from huitoukan.web.widgets import DayInput


def day_field(label: str, **options: Any) -> forms.DateField:
    """A day, with the calendar of the browser."""
    return forms.DateField(label=say_later(label), widget=DayInput, **options)


class NameForm(forms.Form):
    """What an area is called."""

    name = forms.CharField(label=say_later("area.name"), max_length=LONGEST)


class MarkForm(forms.Form):
    """The lists that an area is on."""

    is_poor_village = forms.BooleanField(label=say_later("area.is_poor_village"), required=False)
    is_resettlement = forms.BooleanField(label=say_later("area.is_resettlement"), required=False)


class AddForm(NameForm, MarkForm):
    """A new area: its code says where it lies."""

    code = forms.CharField(
        label=say_later("area.code"),
        help_text=say_later("area.code_help"),
        max_length=14,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    opened_on = day_field("area.opened_on", initial=timezone.localdate)

    field_order = ("code", "name", "opened_on", "is_poor_village", "is_resettlement")


class RenameForm(NameForm):
    """A new name from a day on."""

    since = day_field("area.since", initial=timezone.localdate)


class CorrectForm(NameForm):
    """What was typed wrongly."""

    opened_on = day_field("area.opened_on")


class MergeForm(forms.Form):
    """What the area becomes part of."""

    into = forms.ModelChoiceField(
        Area.objects.none(),
        to_field_name="code",
        label=say_later("area.successor"),
        empty_label=say_later("area.choose_successor"),
    )
    since = day_field("area.since", initial=timezone.localdate)

    def __init__(self, *args: Any, choices: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.queryset = choices
        into.label_from_instance = _title


def _title(area: Area) -> str:
    """Villages of one name are told apart by where they lie."""
    return " · ".join(part for part in (area.parent and area.parent.name, area.name, area.code) if part)


class ListForm(forms.Form):
    """A county's own list."""

    file = forms.FileField(
        label=say_later("area_list.file"),
        help_text=say_later("area_list.file_help", limit=LARGEST_LIST >> 20),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.csv,.et"}),
    )
    day = day_field("area_list.day", help_text=say_later("area_list.day_help"), initial=timezone.localdate)
    are_corrections = forms.BooleanField(
        label=say_later("area_list.are_corrections"),
        help_text=say_later("area_list.are_corrections_help"),
        required=False,
    )

    def clean_file(self) -> Any:
        """Not larger than a list can be."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size, file.name)
        except Mendable as problem:
            raise forms.ValidationError(spoken(problem.message)) from problem
        return file


class BoundariesForm(forms.Form):
    """A GeoJSON file."""

    file = forms.FileField(
        label=say_later("boundary.file"),
        help_text=say_later("boundary.file_help"),
        widget=forms.ClearableFileInput({"accept": ".geojson,.json"}),
    )


class NoForm(forms.Form):
    """A button alone; what the action says against it stands above it."""
