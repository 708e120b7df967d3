"""A component that is drawn once shows what it would show if it were drawn each time."""

from __future__ import annotations

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import mark_safe
from django_cotton.compiler_regex import CottonCompiler
from django_cotton.templatetags._component import CottonComponentNode

from huitoukan.web.templatetags import components

TEMPLATES = (
    '<c-icon name="user" />',
    '<c-badge tone="good" icon="check">{{ text }}</c-badge>',
    '<c-badge :tone="tone">{{ text }}</c-badge>',
    '<c-action href="{{ text }}" icon="plus" kind="primary">{% say "page.save" %}</c-action>',
    '<c-fact label="{{ text }}">{{ text }}</c-fact>',
    '<c-empty title="{{ text }}">{{ text }}</c-empty>',
    '<c-card title="{{ text }}"><p><c-badge :tone="tone">{{ text }}</c-badge></p></c-card>',
    '<c-page-header title="{{ text }}"><c-slot name="badges">{{ text }}</c-slot></c-page-header>',
)
VALUES = ("a", "<b>", mark_safe("<b>"), "", 1, True, "1", None)


def drawn(text: str, /, **context: object) -> str:
    return engines["django"].from_string(CottonCompiler().process(text)).render(context)


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch):
    """Draws without remembering."""

    def afresh(text: str, /, **context: object) -> str:
        with monkeypatch.context() as patched:
            patched.setattr(components.Component, "render", CottonComponentNode.render)
            return drawn(text, **context)

    return afresh


@pytest.mark.parametrize("text", TEMPLATES)
def test_it_looks_the_same_whatever_was_drawn_before(text: str, afresh) -> None:
    template = engines["django"].from_string(CottonCompiler().process(text))
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            for value in VALUES:
                for tone in ("good", "", None):
                    assert template.render({"text": value, "tone": tone}) == afresh(text, text=value, tone=tone)


def test_the_same_is_drawn_once() -> None:
    components._drawn.clear()
    for name in ("check", "x", "check"):
        drawn('<c-badge tone="info" :icon="name">{{ name }}</c-badge>', name=name)
    assert len([key for key in components._drawn if key[0] == "badge"]) == 2


def test_what_asks_for_more_than_it_is_given_is_drawn_each_time() -> None:
    components._drawn.clear()
    assert "陈永福" in drawn("<c-account-menu />", user={"name": "陈永福"})
    assert "周明远" in drawn("<c-account-menu />", user={"name": "周明远"})
    assert not [key for key in components._drawn if key[0] == "account-menu"]


def test_long_texts_are_not_kept() -> None:
    components._drawn.clear()
    assert "好" * 500 in drawn("<c-badge>{{ text }}</c-badge>", text="好" * 500)
    assert not components._drawn


def test_it_forgets_when_it_holds_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "_MOST_DRAWN", 10)
    for number in range(100):
        drawn("<c-badge>{{ number }}</c-badge>", number=str(number))
    assert len(components._drawn) <= 10
