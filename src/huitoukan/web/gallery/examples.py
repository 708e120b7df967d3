"""What the gallery shows: made-up figures, a form of every kind of field, and a map of six townships."""

from __future__ import annotations

from typing import Any

from django import forms

from huitoukan.core.saying import say_later, spoken
from huitoukan.messages import say
from huitoukan.web.drawing.bars import bars
from huitoukan.web.drawing.outline import Outline, outline_map
from huitoukan.web.drawing.trend import trend
from huitoukan.web.widgets import DayInput

_MADE_UP = {
    "owner": "陈永福",
    "place": "东河镇柳树村",
    "number": "99010119******1234",
    "inspector": "郑秀英",
    "officer": "周明远",
}
_TOWNSHIPS = (("东河镇", 336), ("西岭乡", 261), ("石桥镇", 205), ("双峰乡", 163), ("云台镇", 107), ("红岩乡", 78))
_CORNERS = (
    ((103.00, 26.30), (103.22, 26.34), (103.41, 26.28), (103.62, 26.33)),
    ((102.97, 26.14), (103.18, 26.12), (103.45, 26.16), (103.60, 26.11)),
    ((103.02, 25.97), (103.21, 25.93), (103.40, 25.98), (103.64, 25.92)),
)
_MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 10))
_FOUND = (64, 58, 71, 69, 83, 77, 92, 88, 95)
_SOLVED = (40, 52, 60, 66, None, 79, 85, 90, 93)


class ExampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label=say_later("gallery.form_name"), help_text=say_later("gallery.form_name_help"))
    kind = forms.ChoiceField(
        label=say_later("gallery.form_kind"),
        choices=[("a", say_later("gallery.form_kind_a")), ("b", say_later("gallery.form_kind_b"))],
    )
    day = forms.DateField(label=say_later("gallery.form_day"), widget=DayInput, required=False)
    channel = forms.ChoiceField(
        label=say_later("gallery.form_channel"),
        widget=forms.RadioSelect,
        choices=[("visit", say_later("gallery.form_visit")), ("phone", say_later("gallery.form_phone"))],
    )
    themes = forms.MultipleChoiceField(
        label=say_later("gallery.form_themes"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("water", say_later("gallery.form_water")), ("housing", say_later("gallery.form_housing"))],
    )
    file = forms.FileField(label=say_later("gallery.form_file"), required=False)
    is_urgent = forms.BooleanField(label=say_later("gallery.form_urgent"), required=False)


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=say_later("gallery.reason"), widget=forms.Textarea({"rows": 3}))


def examples(answers: Any = None) -> dict[str, Any]:
    """Everything the page needs beside its table; ``answers`` are what the form is filled in with."""
    found, solved = spoken(say("gallery.found")), spoken(say("gallery.solved"))
    return {
        "form": ExampleForm(answers or {"kind": "a", "channel": "visit"}, auto_id="example_%s"),
        "reason": ReasonForm(prefix="reason"),
        "bars": bars((name, float(value), "") for name, value in _TOWNSHIPS),
        "trend": trend(_MONTHS, {found: _FOUND, solved: _SOLVED}),
        "map": outline_map(_outlines()),
        "made_up": _MADE_UP,
        "tones": ("", "info", "good", "warn", "bad"),
    }


def _outlines() -> list[Outline]:
    """Two rows of three townships that share their corners."""
    cells = [(row, column) for row in range(2) for column in range(3)]
    return [
        Outline(f"99010100{number}000", name, {"type": "Polygon", "coordinates": [_ring(*cell)]}, float(value))
        for number, ((name, value), cell) in enumerate(zip(_TOWNSHIPS, cells, strict=True), 1)
    ]


def _ring(row: int, column: int) -> list[tuple[float, float]]:
    above, under = _CORNERS[row], _CORNERS[row + 1]
    return [above[column], above[column + 1], under[column + 1], under[column], above[column]]
