"""Forms of accounts. They ask and check shapes; what may be is for the actions."""

from __future__ import annotations

from django import forms

from huitoukan.core.saying import say_later


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=say_later("account.username"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=say_later("account.password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class OwnPasswordForm(forms.Form):
    """The old one, and the new one twice."""

    old = forms.CharField(
        label=say_later("account.old_password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=say_later("account.new_password"),
        help_text=say_later("account.new_password_help"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=say_later("account.new_password_again"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """The same as the first time."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(say_later("account.passwords_differ"))
        return again
