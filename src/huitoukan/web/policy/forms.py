"""Forms of a draft of the policy. They ask and check shapes; what may be is for the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from huitoukan.core.saying import say_later, spoken
from huitoukan.domain.policies.packs import LARGEST, shipped
from huitoukan.messages import say
from huitoukan.policy import Pack
from huitoukan.web.widgets import DayInput


class ValueForm(forms.Form):
    """A value from a day on, because of a notice."""

    parameter = forms.ChoiceField(label=say_later("policy_page.parameter"))
    since = forms.DateField(label=say_later("policy_page.since"), widget=DayInput, initial=timezone.localdate)
    value = forms.CharField(label=say_later("policy_page.value_new"), max_length=200)
    source = forms.CharField(
        label=say_later("policy_page.source"), help_text=say_later("policy_page.source_help"), max_length=200
    )

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parameter"]
        field.choices = [("", spoken(say("policy_page.choose_parameter")))]
        field.choices += [(each.id, _named(each.title, each.unit)) for each in pack.parameters.values()]


def _named(title: str, unit: str) -> str:
    return spoken(say("policy_page.with_unit", title=title, unit=unit)) if unit else title


class DropForm(forms.Form):
    """A value of the office that is to hold no longer."""

    parameter = forms.CharField()
    since = forms.DateField()


class PackForm(forms.Form):
    """A pack that comes with the program."""

    name = forms.ChoiceField(label=say_later("policy_page.pack"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["name"]
        field.choices = [
            (
                name,
                spoken(say("policy_page.pack_choice", title=pack.title, version=pack.version, rules=len(pack.rules))),
            )
            for name, pack in shipped().items()
        ]


class OwnPackForm(forms.Form):
    """The office's own, as an archive."""

    file = forms.FileField(
        label=say_later("policy_page.archive"),
        help_text=say_later("policy_page.archive_help", megabytes=LARGEST >> 20),
        widget=forms.ClearableFileInput({"accept": ".zip"}),
    )

    def clean_file(self) -> Any:
        """Not larger than a pack can be."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(say_later("policy_page.archive_large", megabytes=LARGEST >> 20))
        return file


class AdoptForm(forms.Form):
    """Why."""

    note = forms.CharField(
        label=say_later("policy_page.note"),
        help_text=say_later("policy_page.note_help"),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )
