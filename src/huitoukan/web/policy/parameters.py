"""Every parameter with its value of today, and the values of other days with where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import django_tables2 as tables
from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import say_later, spoken
from huitoukan.domain.policies import queries, words
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.messages import say
from huitoukan.policy import parameters_on
from huitoukan.policy.models import Parameter, ParameterValue
from huitoukan.policy.parameters import entry_on, plain
from huitoukan.web.columns import NAME, NUMBER, TIGHT, MarkColumn
from huitoukan.web.policy.tabs import tabs
from huitoukan.web.requests import Request
from huitoukan.web.rows import show_rows
from huitoukan.web.rules import page
from huitoukan.web.tabling import Table


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter in the table."""

    id: str
    title: str
    value: str
    since: str
    source: str
    is_own: bool
    """Whether the office has set a value of its own."""
    rules: int
    others: str


class ParameterTable(Table):
    """A row for each parameter."""

    title = tables.Column(verbose_name=say_later("policy_page.parameter"), attrs=NAME)
    value = tables.Column(verbose_name=say_later("policy_page.value_today"), orderable=False, attrs=TIGHT)
    since = tables.Column(verbose_name=say_later("policy_page.since"), attrs=TIGHT)
    source = tables.Column(verbose_name=say_later("policy_page.source"), orderable=False)
    is_own = MarkColumn(verbose_name=say_later("policy_page.is_own"), attrs=TIGHT)
    others = tables.Column(verbose_name=say_later("policy_page.others"), orderable=False)
    rules = tables.Column(verbose_name=say_later("policy_page.rules_with"), attrs=NUMBER)


class ParameterFilter(forms.Form):
    """What one looks for among the parameters."""

    text = forms.CharField(label=say_later("policy_page.parameter_text"), required=False, max_length=60)
    own = forms.BooleanField(label=say_later("policy_page.own_only"), required=False)

    def chosen(self, lines: Iterator[Line]) -> list[Line]:
        """Those that meet what is asked for."""
        wanted = self.cleaned_data if self.is_valid() else {}
        text, own = wanted.get("text", "").lower(), wanted.get("own", False)
        return [
            line
            for line in lines
            if (line.is_own or not own) and text in f"{line.id} {line.title} {line.source}".lower()
        ]


@page(needs=Permission.SEE_POLICY)
@require_safe
def policy_parameters(request: Request) -> HttpResponse:
    """All parameters of the pack in force."""
    version = queries.in_force()
    form = ParameterFilter(request.GET)
    return show_rows(
        request,
        "policy/parameters.html",
        rows=form.chosen(_lines(version)),
        table=ParameterTable,
        form=form,
        tabs=tabs(request.user, "policy_parameters"),
        version=version,
        today=timezone.localdate(),
    )


def _lines(version: PolicyVersion) -> Iterator[Line]:
    pack, today = queries.pack_in(version), timezone.localdate()
    values, used = parameters_on(pack, today), words.rules_with(version)
    own = {each["parameter"] for each in version.values}
    for parameter in pack.parameters.values():
        entry = entry_on(parameter, today)
        assert entry  # or there would be no value today
        yield Line(
            id=parameter.id,
            title=parameter.title,
            value=f"{plain(values[parameter.id])}{parameter.unit}",
            since=entry.since.isoformat(),
            source=entry.source,
            is_own=parameter.id in own,
            rules=len(used.get(parameter.id, ())),
            others=_others(parameter, entry),
        )


def _others(parameter: Parameter, today: ParameterValue) -> str:
    """The values of other days, the latest first."""
    others = sorted((each for each in parameter.values if each is not today), key=lambda e: e.since, reverse=True)
    return spoken(say("detail.and")).join(value_in_words(parameter, each) for each in others)


def value_in_words(parameter: Parameter, value: ParameterValue) -> str:
    """From which day, what, and because of what."""
    what = value.expression or f"{value.value}{parameter.unit}"
    return spoken(say("policy_page.value", since=value.since.isoformat(), value=what, source=value.source))
