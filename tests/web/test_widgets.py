"""Days are asked for by the browser's own calendar, and each end of a range has a name."""

from __future__ import annotations

import datetime as dt
import re

import django_filters
import pytest
from django import forms
from tests.conftest import County

from huitoukan.core.audit.models import Entry
from huitoukan.web.widgets import DayInput, DayRangeFilter


class Filters(django_filters.FilterSet):
    at = DayRangeFilter()

    class Meta:
        model = Entry
        fields = ("at",)


def test_a_day_is_written_as_the_calendar_reads_it() -> None:
    assert 'type="date" name="day" value="2026-11-22"' in DayInput().render("day", dt.date(2026, 11, 22))


def test_both_ends_have_a_name_and_keep_what_was_chosen() -> None:
    shown = str(Filters({"at_min": "2026-11-01", "at_max": ""}, queryset=Entry.objects.none()).form["at"])
    assert 'name="at_min" value="2026-11-01" aria-label="从哪一天"' in shown
    assert 'name="at_max" value="" aria-label="到哪一天"' in shown


@pytest.mark.parametrize(("first", "last", "is_found"), [(0, 0, True), (-1, 0, True), (1, 2, False), (-2, -1, False)])
def test_both_days_belong_to_the_range(county: County, first: int, last: int, is_found: bool) -> None:
    today = Entry.objects.latest("number").at.astimezone(dt.timezone(dt.timedelta(hours=8))).date()
    asked = {
        "at_min": (today + dt.timedelta(days=first)).isoformat(),
        "at_max": (today + dt.timedelta(days=last)).isoformat(),
    }
    assert Filters(asked, queryset=Entry.objects.all()).qs.exists() is is_found


def test_choices_stand_in_their_groups_and_the_chosen_one_is_marked() -> None:
    choices = [("", "—"), (1, "<甲>"), ("组", [("b", "乙"), ("c", "丙")]), ("d", "丁")]
    drawn = forms.Select(choices=choices).render("kind", 1, {"required": True, "class": "wide"})
    assert re.sub(r"\s*\n\s*", "", drawn) == (
        '<select name="kind" required class="wide"><option value="">—</option>'
        '<option value="1" selected>&lt;甲&gt;</option>'
        '<optgroup label="组"><option value="b">乙</option><option value="c">丙</option></optgroup>'
        '<option value="d">丁</option></select>'
    )


def test_an_input_carries_its_value_and_what_else_stands_on_it() -> None:
    drawn = forms.TextInput({"placeholder": '"', "disabled": False}).render("name", "<b>", {"required": True})
    assert drawn == '<input type="text" name="name" value="&lt;b&gt;" placeholder="&quot;" required>'
