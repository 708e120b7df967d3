"""Forms of imports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from huitoukan.core.saying import say_later
from huitoukan.engine.sheets.files.listing import SUFFIXES
from huitoukan.web.widgets import DayInput


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Gives a list. What is wrong with a file is for the action to say: an empty one, too."""

    def __init__(self, **options: Any) -> None:
        accepted = FilesInput({"accept": ",".join(sorted(SUFFIXES)), "data-files": ""})
        super().__init__(widget=accepted, allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each file by itself."""
        one = super().clean
        return [one(each, initial) for each in data] if isinstance(data, list | tuple) else [one(data, initial)]


class FilesForm(forms.Form):
    """More files for an import."""

    files = FilesField(  # type: ignore[assignment]  # a form has files of its own, under the same name
        label=say_later("import_page.files"), help_text=say_later("import_page.files_help")
    )


class BringForm(FilesForm):
    """The lists of a day."""

    day = forms.DateField(
        label=say_later("import_page.day"),
        help_text=say_later("import_page.day_help"),
        widget=DayInput,
        initial=timezone.localdate,
    )
    is_complete = forms.BooleanField(
        label=say_later("import_page.is_complete"),
        help_text=say_later("import_page.is_complete_help"),
        required=False,
        initial=True,
    )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=say_later("import_page.reason"), max_length=200)
