"""Sentences in templates are escaped, follow the language, and can be kept under a name."""

from __future__ import annotations

from django.template import engines
from django.utils import translation


def drawn(text: str, **context: object) -> str:
    return engines["django"].from_string(text).render(context)


def test_a_sentence_follows_the_language_of_the_page() -> None:
    template = engines["django"].from_string("{% say 'page.yes' %}")
    assert template.render() == "是"
    with translation.override("en"):
        assert template.render() == "Yes"


def test_a_value_is_escaped_once() -> None:
    text = "{% say 'page.count' count=count %}"
    assert "&lt;b&gt;" in drawn(text, count="<b>")
    assert drawn("{% say 'page.count' count=count as kept %}{{ kept }}", count="<b>") == drawn(text, count="<b>")


def test_a_name_can_come_from_the_view() -> None:
    assert drawn("{% say name %}", name="page.yes") == "是"
