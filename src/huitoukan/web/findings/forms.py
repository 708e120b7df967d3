"""What people say of findings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from huitoukan.core.saying import say_later
from huitoukan.domain.screening.actions.marks import LONGEST
from huitoukan.web.widgets import DayInput


def _text(label: str, **options: Any) -> forms.CharField:
    return forms.CharField(label=say_later(label), max_length=LONGEST, widget=forms.Textarea({"rows": 3}), **options)


class CaseForm(forms.Form):
    """Somebody should act on it."""

    reason = _text("finding_page.case_reason")


class ExemptForm(forms.Form):
    """It is so, and in order for a time."""

    reason = _text("finding_page.exempt_reason", help_text=say_later("finding_page.exempt_help"))
    until = forms.DateField(label=say_later("finding_page.until"), widget=DayInput)


class WrongForm(forms.Form):
    """It is not so."""

    reason = _text("finding_page.wrong_reason")
    checked = _text("finding_page.checked", help_text=say_later("finding_page.checked_help"))


FORMS: dict[str, type[forms.Form]] = {"for_case": CaseForm, "exempt": ExemptForm, "wrong": WrongForm}


def mark_form(kind: str, sent: QueryDict | None = None) -> forms.Form:
    """One of several on a page, each of which names its fields for itself."""
    return FORMS[kind](sent, auto_id=f"{kind}-%s")


class StepForm(forms.Form):
    """A word with a decision."""

    note = forms.CharField(label=say_later("finding_page.note"), max_length=LONGEST, required=False)


def step_form(step: str, sent: QueryDict | None = None) -> StepForm:
    """One of several on a page."""
    return StepForm(sent, auto_id=f"{step}-%s")
