"""The form of whoever decides between two people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from huitoukan.core.saying import say_later, spoken
from huitoukan.messages import say
from huitoukan.web.links.comparing import Choice

NONE = "none"


class SettleForm(forms.Form):
    """Who it is, and why."""

    who = forms.ChoiceField(label=say_later("links.settle_who"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=say_later("links.settle_reason"),
        help_text=say_later("links.settle_reason_help"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.choices = [*((str(each.pk), _offered(each)) for each in choices), (NONE, say_later("links.settle_none"))]


def _offered(choice: Choice) -> str:
    said = {"number": choice.number, "name": choice.name, "likeness": choice.likeness}
    return spoken(say("links.settle_candidate", **said))
