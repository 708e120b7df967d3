"""Which rows somebody sees: every queryset that reaches a page passes :func:`visible`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas.codes import span

if TYPE_CHECKING:
    from huitoukan.core.access.holdings import Holder, Holding

M = TypeVar("M", bound=Model)


class AreaScoped:
    """A model whose rows lie in areas."""

    scope_codes: ClassVar[tuple[str, ...]]
    """Look-ups that lead to codes of areas; a row belongs to the areas of all of them."""
    scope_theme: ClassVar[str | None] = None
    """The look-up that leads to a theme, where departments see the rows of their own only."""


def visible(rows: QuerySet[M], *, to: Holder, needs: Permission) -> QuerySet[M]:
    """Those of ``rows`` that lie where ``to`` holds a seat with ``needs``; none without such a seat.

    A seat at the top sees all rows, and they are asked for without a filter: the newest of a million are then found at
    once by their order, but not by a range of codes that holds them all.
    """
    model: Any = rows.model
    if not issubclass(model, AreaScoped):
        raise TypeError(f"{model.__name__} does not say which areas its rows lie in")
    holdings = [held for held in to.holdings if needs in held.role.permissions]
    if not holdings:
        return rows.none()
    if any(held.is_at_top and not _themes(held, model) for held in holdings):
        return rows
    allowed = Q()
    for held in holdings:
        allowed |= _within(held, model)
    if any("__" in lookup for lookup in model.scope_codes):
        # Through a sub-query: a join to many would count a row as often as it has areas.
        return rows.filter(Exists(model._default_manager.filter(allowed, pk=OuterRef("pk"))))
    return rows.filter(allowed)


def _within(held: Holding, model: Any) -> Q:
    """Where one seat leads."""
    within = Q()
    for lookup in model.scope_codes:
        within |= in_area(lookup, held.code)
    themes = _themes(held, model)
    return within & Q(**{f"{model.scope_theme}__in": themes}) if themes else within


def _themes(held: Holding, model: Any) -> tuple[str, ...]:
    """What a seat is narrowed to, where rows of ``model`` have themes."""
    return held.themes if model.scope_theme else ()


def in_area(lookup: str, code: str) -> Q:
    """Rows whose code under ``lookup`` is that of the area ``code`` or of one below it."""
    first, beyond = span(code)
    return Q(**{f"{lookup}__gte": first, f"{lookup}__lt": beyond})
