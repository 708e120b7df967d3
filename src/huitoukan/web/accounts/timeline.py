"""The seats of an account in the order of their days, as a reader may see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from huitoukan.core.access import themes
from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import Seat, User
from huitoukan.core.accounts.queries import SeatState, seats_seen_by

_TONES = {SeatState.PRESENT: "good", SeatState.ENDING: "warn", SeatState.COMING: "info"}


@dataclass(frozen=True, slots=True)
class Line:
    """One seat on the page."""

    seat: Seat
    state: SeatState
    themes: str
    may_end: bool

    @property
    def tone(self) -> str:
        """How it is marked."""
        return _TONES.get(self.state, "")


def timeline(user: User, *, seen_by: User) -> list[Line]:
    """The latest first."""
    return list(_lines(user, seen_by))


def _lines(user: User, reader: User) -> Iterator[Line]:
    seats = seats_seen_by(reader).filter(user=user).select_related("area", "granted_by")
    for seat in seats.order_by("-starts_on", "-pk"):
        state = SeatState.of(seat)
        edits = user != reader and may(reader, Permission.EDIT_ACCOUNTS, at=seat.area.code)
        yield Line(seat, state, themes.titles(seat.themes), edits and state is not SeatState.PAST)
