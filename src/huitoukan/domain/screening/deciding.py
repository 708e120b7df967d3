"""Who may decide about marks: where the finding lies, for its theme, at the level whose turn it is; never one's own."""

from __future__ import annotations

from huitoukan.core.access.holdings import Holder, Refused, require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.codes import level_of
from huitoukan.core.areas.enums import Level
from huitoukan.domain.screening.marking import MarkState
from huitoukan.domain.screening.models import Mark, Sighting
from huitoukan.messages import Mendable, say

NARROW = (Level.TOWNSHIP, Level.VILLAGE, Level.GROUP)
"""Areas for which somebody in the township answers; what is wider is the county's."""


class WrongMark(Mendable):
    """Something that cannot be said of the finding now."""


def levels(who: Holder, code: str) -> set[Level]:
    """For which of the two levels, township and county, ``who`` may decide about exemptions at ``code``."""
    deciding = [held for held in who.holdings if Permission.DECIDE_EXEMPTIONS in held.role.permissions]
    seats = [level_of(held.code) for held in deciding if held.covers(code)]
    return {Level.TOWNSHIP if seat in NARROW else Level.COUNTY for seat in seats}


def require_at(who: Holder, row: Sighting | Mark, permission: Permission) -> None:
    """``who`` may, where the finding lies and for its theme. Raises ``Refused``."""
    require(who, permission, at=row.area_code)
    rows = type(row)._default_manager.filter(pk=row.pk)
    if not visible(rows, to=who, needs=permission).exists():
        raise Refused(say("access.refused", what=say(f"permission.{permission}")))


def require_other(who: User, mark: Mark, permission: Permission) -> None:
    """Somebody who may, and has had no hand in it so far. Raises ``Refused``."""
    require_at(who, mark, permission)
    if mark.steps.filter(by=who).exists():
        raise Refused(say("mark.another_person"))


def require_level(who: User, mark: Mark, permission: Permission) -> None:
    """Such a person of the level whose turn it is. Raises ``Refused``."""
    require_other(who, mark, permission)
    if mark.state != MarkState.ASKED:
        require_county(who, mark)
    elif Level.TOWNSHIP not in levels(who, mark.area_code):
        raise Refused(say("mark.township_first"))


def require_county(who: Holder, mark: Mark) -> None:
    """Somebody of the county. Raises ``Refused``."""
    if Level.COUNTY not in levels(who, mark.area_code):
        raise Refused(say("mark.county_decides"))
