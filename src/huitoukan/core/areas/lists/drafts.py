"""Lists that were brought and wait for whoever brought them to look at what they would change."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from huitoukan.core.access.holdings import require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.lists.comparing import Judged, State, Terms, compare
from huitoukan.core.areas.lists.landing import Source, land
from huitoukan.core.areas.lists.lines import packed, unpacked
from huitoukan.core.areas.lists.reading import read_list
from huitoukan.core.areas.models import Draft
from huitoukan.engine.sheets.files.contents import InputFile

_KEPT = dt.timedelta(days=1)


@action
def bring(*, by: User, file: InputFile, terms: Terms) -> Draft:
    """Reads a file and keeps its lines for a day, in place of what ``by`` brought before. Raises ``Mendable``.

    Nothing that others see is changed, so the trail does not tell of it.
    """
    require(by, Permission.EDIT_AREAS)
    lines = read_list(file)
    Draft.objects.filter(Q(brought_by=by) | Q(brought_at__lt=timezone.now() - _KEPT)).delete()
    return Draft.objects.create(
        brought_by=by,
        file_name=file.name[:200],
        sha256=file.sha256,
        day=terms.day,
        are_corrections=terms.are_corrections,
        lines=packed(lines),
    )


def brought_by(who: User, key: int) -> Draft | None:
    """One's own draft; nobody sees another's."""
    return Draft.objects.filter(brought_by=who, pk=key).first()


def judged(draft: Draft, *, by: User) -> list[Judged]:
    """What the list would change today."""
    return compare(unpacked(draft.lines), _terms(draft), by=by)


@action
def take_over(*, by: User, draft: Draft) -> dict[State, int]:
    """Does what the list says, and forgets the draft. Raises ``Refused``, ``WrongList``."""
    require(by, Permission.EDIT_AREAS)
    source = Source(draft.file_name, draft.sha256)
    said = land(by=by, lines=unpacked(draft.lines), terms=_terms(draft), source=source)
    draft.delete()
    return said


def _terms(draft: Draft) -> Terms:
    return Terms(day=draft.day, are_corrections=draft.are_corrections)
