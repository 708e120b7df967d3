"""Forms at the door and of one's own account. They ask and check shapes; what may be is for the actions."""

from __future__ import annotations

from typing import Any

from django import forms

from huitoukan.core.accounts import names, passwords
from huitoukan.core.saying import say_later


def _password(label: str, *, autocomplete: str = "current-password", help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(label=label, help_text=help_text, strip=False, max_length=passwords.LONGEST, widget=widget)


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=say_later("account.username"),
        max_length=names.LONGEST,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = _password(say_later("account.password"))


class CodeForm(forms.Form):
    """A code from the app, or one of those kept on paper."""

    code = forms.CharField(
        label=say_later("second_factor.code"),
        help_text=say_later("second_factor.code_help"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none"}),
    )


class AppCodeForm(CodeForm):
    """The first code from the app; there are none on paper yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = say_later("second_factor.app_code_help")


class PasswordForm(forms.Form):
    """One's own password again, before something that cannot be undone."""

    password = _password(say_later("account.old_password"))


class OwnPasswordForm(forms.Form):
    """The old one, and the new one twice."""

    old = _password(say_later("account.old_password"))
    new = _password(
        say_later("account.new_password"),
        autocomplete="new-password",
        help_text=say_later("account.new_password_help"),
    )
    again = _password(say_later("account.new_password_again"), autocomplete="new-password")

    def clean_again(self) -> str:
        """The same as the first time."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(say_later("account.passwords_differ"))
        return again
