"""Forms about the accounts of others. They ask and check shapes; what may be is for the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from huitoukan.core.access import themes
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import Role
from huitoukan.core.access.scope import visible
from huitoukan.core.accounts import names
from huitoukan.core.accounts.actions import NewSeat
from huitoukan.core.accounts.models import User
from huitoukan.core.areas import queries as areas
from huitoukan.core.saying import say_later
from huitoukan.web.choosing.fields import AreaField
from huitoukan.web.widgets import DayInput


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, required=required, widget=DayInput())


class PersonForm(forms.Form):
    """What somebody is called, where they work and how to reach them."""

    name = forms.CharField(label=say_later("account.name"), max_length=60)
    unit = forms.CharField(label=say_later("account.unit"), max_length=100, required=False)
    phone = forms.CharField(label=say_later("account.phone"), max_length=20, required=False)


class ChangeForm(PersonForm):
    """A telephone number that the reader may not see in full is kept unless another is given."""

    has_no_phone = forms.BooleanField(label=say_later("account.has_no_phone"), required=False)

    def __init__(self, *args: Any, user: User, shows_phone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"name": user.name, "unit": user.unit, "phone": user.phone if shows_phone else ""}
        if user.phone and not shows_phone:
            self.fields["phone"].help_text = say_later("account.phone_kept", phone=user.masked_phone)

    @property
    def wanted_phone(self) -> str | None:
        """What the action wants: the number, none, or None to keep it."""
        if self.cleaned_data["has_no_phone"]:
            return ""
        return self.cleaned_data["phone"] or None


class SeatForm(forms.Form):
    """A role in an area, for a time."""

    role = forms.ChoiceField(label=say_later("seat.role"), choices=[("", say_later("seat.choose_role")), *Role.choices])
    area = AreaField(label=say_later("seat.area"), help_text=say_later("choosing.area_help"))
    themes = forms.MultipleChoiceField(
        label=say_later("seat.themes"),
        help_text=say_later("seat.themes_help"),
        choices=themes.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "choices"}),
    )
    starts_on = _day(say_later("seat.starts_on"))
    ends_on = _day(say_later("seat.ends_on"), required=False, help_text=say_later("seat.ends_on_help"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"starts_on": timezone.localdate()}
        field: Any = self.fields["area"]
        field.areas = visible(areas.seen_by(by), to=by, needs=Permission.EDIT_ACCOUNTS)

    @property
    def seat(self) -> NewSeat:
        """What the action wants."""
        given = self.cleaned_data
        return NewSeat(
            role=Role(given["role"]),
            area=given["area"],
            themes=given["themes"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )


class AddForm(SeatForm, PersonForm):
    """Somebody new, with their first seat."""

    username = forms.CharField(
        label=say_later("account.username"),
        help_text=say_later("account.username_help"),
        max_length=names.LONGEST,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("username", "name", "unit", "phone", "role", "area", "themes", "starts_on", "ends_on")


class EndForm(forms.Form):
    """The last day of a seat."""

    on = _day(say_later("seat.last_day"), help_text=say_later("seat.last_day_help"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": timezone.localdate() - dt.timedelta(days=1)}
