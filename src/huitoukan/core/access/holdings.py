"""What somebody holds today, and the one place that says yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import PermissionDenied

from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import Role
from huitoukan.core.areas.codes import span
from huitoukan.messages import Mendable, say


@dataclass(frozen=True, slots=True)
class Holding:
    """A seat in force: a role, in an area, for some themes (all, when there are none)."""

    role: Role
    code: str
    area_name: str
    themes: tuple[str, ...] = ()
    is_at_top: bool = False
    """Whether the area is the widest one of the office."""

    def covers(self, code: str) -> bool:
        """Whether the area ``code`` is the one of the seat or lies below it."""
        first, beyond = span(self.code)
        return first <= code < beyond


class Holder(Protocol):
    """Somebody with seats."""

    @property
    def holdings(self) -> Sequence[Holding]:
        """Those in force today."""


class Refused(Mendable, PermissionDenied):
    """Somebody asked for what they may not do; the sentence says whom to turn to."""


def may(who: Holder, permission: Permission, *, at: str | None = None) -> bool:
    """Whether ``who`` has ``permission`` in the area of code ``at``, or anywhere when none is named."""
    return any(permission in held.role.permissions and (at is None or held.covers(at)) for held in who.holdings)


def may_everywhere(who: Holder, permission: Permission) -> bool:
    """Whether ``who`` has ``permission`` for the whole office: what is everybody's takes that."""
    return any(permission in held.role.permissions and held.is_at_top for held in who.holdings)


def require(who: Holder, permission: Permission, *, at: str | None = None) -> None:
    """Raises :class:`Refused` unless ``who`` may."""
    if not may(who, permission, at=at):
        raise _refused(permission)


def require_everywhere(who: Holder, permission: Permission) -> None:
    """Raises :class:`Refused` unless ``who`` may for the whole office."""
    if not may_everywhere(who, permission):
        raise _refused(permission)


def _refused(permission: Permission) -> Refused:
    return Refused(say("access.refused", what=say(f"permission.{permission}")))
