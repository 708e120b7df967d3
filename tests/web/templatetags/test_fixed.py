"""Addresses are worked out once, and still right."""

from __future__ import annotations

from django.template import engines
from django.urls import set_script_prefix
from django.utils import translation


def test_a_page_is_found_wherever_the_site_is_mounted() -> None:
    template = engines["django"].from_string("{% url 'areas' %}")
    assert template.render() == "/areas/"
    set_script_prefix("/county/")
    try:
        assert template.render() == "/county/areas/"
    finally:
        set_script_prefix("/")
    assert template.render() == "/areas/"


def test_a_page_with_arguments_is_found_by_them() -> None:
    template = engines["django"].from_string("{% url 'area' code %}")
    codes = ("990101001000", "990101002000")
    assert [template.render({"code": code}) for code in codes] == [f"/areas/{code}/" for code in codes]


def test_a_file_is_found_by_its_name() -> None:
    text = "{% static 'dist/site.css' %} {% static name %}"
    template = engines["django"].from_string(text)
    assert template.render({"name": "dist/site.js"}) == "/static/dist/site.css /static/dist/site.js"
    assert template.render({"name": "dist/icon.svg"}) == "/static/dist/site.css /static/dist/icon.svg"


def test_what_is_kept_is_shown_where_it_is_named() -> None:
    template = engines["django"].from_string("{% keep menu %}<b>{{ name }}</b>{% endkeep %}|{{ menu }}{{ menu }}")
    assert template.render({"name": "<i>"}) == "|<b>&lt;i&gt;</b><b>&lt;i&gt;</b>"


def test_what_looks_alike_is_drawn_once_in_each_language() -> None:
    template = engines["django"].from_string("{% alike look %}{{ name }}{% say 'page.search' %}{% endalike %}")
    assert template.render({"look": "one", "name": "甲"}) == template.render({"look": "one", "name": "乙"}) == "甲查询"
    assert template.render({"look": "two", "name": "乙"}) == "乙查询"
    assert template.render({"look": None, "name": "丙"}) == "丙查询"
    with translation.override("en"):
        assert template.render({"look": "one", "name": "丁"}) == "丁Search"
