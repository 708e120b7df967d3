"""What is judged: a day, and a list of each kind."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from huitoukan.core.saying import say_later, spoken
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.registry.models import ImportedList
from huitoukan.domain.registry.snapshots import lists_for, lists_landed
from huitoukan.messages import say
from huitoukan.policy import Pack
from huitoukan.web.widgets import DayInput


class DayForm(forms.Form):
    """The day, first: it says which lists there are to choose among."""

    day = forms.DateField(
        label=say_later("run_page.day"),
        help_text=say_later("run_page.day_help"),
        widget=DayInput,
        initial=timezone.localdate,
    )


class RunForm(DayForm):
    """And the lists of that day, those that are usual chosen."""

    lists = forms.ModelMultipleChoiceField(
        queryset=ImportedList.objects.none(),
        label=say_later("run_page.lists"),
        help_text=say_later("run_page.lists_help"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        landed, pack = lists_landed(on), pack_in_force()
        usual = {each.pk for each in lists_for(on)}
        field: Any = self.fields["lists"]
        field.queryset = landed
        field.choices = [(each.pk, _label(each, pack)) for each in landed]
        self.has_lists = bool(field.choices)
        field.initial = [each.pk for each in landed if each.pk in usual]


def _label(each: ImportedList, pack: Pack) -> str:
    title = pack.kind_title(each.kind)
    return spoken(say("run_page.list", title=title, day=each.day.isoformat(), rows=each.rows, number=each.of_id))
