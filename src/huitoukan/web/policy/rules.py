"""The rules in force, in words: all of them, and each with everything it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import current, say_later, spoken
from huitoukan.domain.policies import queries, words
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.messages import say
from huitoukan.policy import Pack
from huitoukan.policy.models import Family, Rule, Severity
from huitoukan.web.columns import NAME, NUMBER, TIGHT, BadgeColumn
from huitoukan.web.drawing.bars import Bar, bars
from huitoukan.web.policy.hits import Hits
from huitoukan.web.policy.tabs import tabs
from huitoukan.web.requests import Request
from huitoukan.web.rows import show_rows
from huitoukan.web.rules import page
from huitoukan.web.tabling import Table

_MOST_FAMILIES = 8
"""So many bars leave the rules in sight."""
OUTCOMES = ("hit", "none", "lacking")
TONES = {Severity.GENERAL: "", Severity.IMPORTANT: "warn", Severity.URGENT: "bad"}


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in the table."""

    rule: Rule
    id: str
    title: str
    family: str
    when: str
    severity: Severity
    hits: int | None
    """None: it was not judged."""
    lacks: Sequence[str]

    @property
    def outcome(self) -> str:
        """One of ``OUTCOMES``; blank before there is a run."""
        if self.hits is None:
            return "lacking" if self.lacks else ""
        return "hit" if self.hits else "none"

    @property
    def level(self) -> str:
        """Whom it is about."""
        return spoken(say(f"policy.level_{self.rule.level}"))


class RuleTable(Table):
    """A row for each rule."""

    title = tables.Column(
        verbose_name=say_later("policy_page.rule"), linkify=("policy_rule", [tables.A("id")]), attrs=NAME
    )
    when = tables.Column(verbose_name=say_later("policy_page.when"), orderable=False)
    family = tables.Column(verbose_name=say_later("policy_page.family"), attrs=TIGHT)
    level = tables.Column(verbose_name=say_later("policy_page.level"), attrs=TIGHT)
    severity = BadgeColumn(verbose_name=say_later("policy_page.severity"), tones=TONES, attrs=TIGHT)
    hits = tables.Column(verbose_name=say_later("policy_page.hits"), attrs=NUMBER, empty_values=())

    def render_severity(self, value: Severity, bound_column: Any, record: Line) -> str:
        """In words."""
        return BadgeColumn.render(bound_column.column, severity_in_words(value), bound_column, record)

    def render_hits(self, record: Line) -> str:
        """How many, or what was lacking."""
        if record.hits is not None:
            return str(record.hits)
        return spoken(say("policy_page.lacks", lists=list(record.lacks))) if record.lacks else "—"


class RuleFilter(forms.Form):
    """What one looks for among the rules."""

    text = forms.CharField(label=say_later("policy_page.text"), required=False, max_length=60)
    family = forms.ChoiceField(label=say_later("policy_page.family"), required=False)
    severity = forms.ChoiceField(label=say_later("policy_page.severity"), required=False)
    outcome = forms.ChoiceField(label=say_later("policy_page.outcome"), required=False)

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", spoken(say("page.all")))
        family: Any = self.fields["family"]
        family.choices = [every, *((each.id, family_title(each)) for each in pack.families.values())]
        severity: Any = self.fields["severity"]
        severity.choices = [every, *((each, severity_in_words(each)) for each in Severity)]
        outcome: Any = self.fields["outcome"]
        outcome.choices = [every, *((each, spoken(say(f"policy_page.outcome_{each}"))) for each in OUTCOMES)]

    def chosen(self, lines: Iterator[Line]) -> list[Line]:
        """Those that meet what is asked for; a wish that cannot be is none."""
        wanted = self.cleaned_data if self.is_valid() else {}
        return [line for line in lines if _meets(line, wanted)]


def _meets(line: Line, wanted: dict[str, str]) -> bool:
    text = wanted.get("text", "").lower()
    return (
        wanted.get("family", "") in ("", family_of(line.rule))
        and wanted.get("severity", "") in ("", line.severity)
        and wanted.get("outcome", "") in ("", line.outcome)
        and (not text or text in f"{line.id} {line.title} {line.when}".lower())
    )


def severity_in_words(severity: Severity) -> str:
    """As reports call it."""
    return spoken(say(f"policy.severity_{severity}"))


def family_of(rule: Rule) -> str:
    """The id of the family a rule belongs to."""
    return rule.id.split(".")[0]


def family_title(family: Family) -> str:
    """In the language of the page."""
    return family.title_en if current() == "en" else family.title


@page(needs=Permission.SEE_POLICY)
@require_safe
def policy(request: Request) -> HttpResponse:
    """The pack in force: since when, by whom and why; and all its rules."""
    version = queries.in_force()
    pack = queries.pack_in(version)
    form, hits = RuleFilter(request.GET, pack=pack), Hits(request.user)
    return show_rows(
        request,
        "policy/rules.html",
        rows=form.chosen(_lines(version, pack, hits)),
        table=RuleTable,
        form=form,
        tabs=tabs(request.user, "policy"),
        version=version,
        pack=pack,
        run=hits.run,
        silent=len(hits.lacking.keys() & pack.rules.keys()),
        families=_families(pack, hits),
    )


def _families(pack: Pack, hits: Hits) -> list[Bar]:
    """What the families found that found most."""
    found: Counter[str] = Counter()
    for rule in pack.rules.values():
        if count := hits.of(rule.id):
            found[family_of(rule)] += count
    address = reverse("policy")
    return bars(
        (family_title(pack.families[name]), float(count), f"{address}?family={name}&outcome=hit")
        for name, count in found.most_common(_MOST_FAMILIES)
    )


def _lines(version: PolicyVersion, pack: Pack, hits: Hits) -> Iterator[Line]:
    conditions = words.conditions(version)
    families = {each.id: family_title(each) for each in pack.families.values()}
    for rule in pack.rules.values():
        yield Line(
            rule=rule,
            id=rule.id,
            title=rule.title,
            family=families[family_of(rule)],
            when=conditions[rule.id],
            severity=rule.severity,
            hits=hits.of(rule.id),
            lacks=hits.lacking.get(rule.id, ()),
        )


@page(needs=Permission.SEE_POLICY)
@require_safe
def policy_rule(request: Request, rule: str) -> HttpResponse:
    """One rule: when it fires, what it rests on, and with which values today."""
    version = queries.in_force()
    pack = queries.pack_in(version)
    found = pack.rules.get(rule)
    if found is None:
        raise Http404
    hits = Hits(request.user)
    context = {
        "run": hits.run,
        "hits": hits.of(found.id),
        "lacks": hits.lacking.get(found.id, ()),
        "townships": hits.by_township(found.id),
        "rule": found,
        "family": family_title(pack.families[family_of(found)]),
        "family_id": family_of(found),
        "told": words.explanation(version, found),
        "tone": TONES[found.severity],
        "version": version,
    }
    return render(request, "policy/rule.html", context)
