"""The gallery shows every component, to everybody who is signed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.conftest import EAST, County

import huitoukan
from huitoukan.core.access.roles import Role

TEMPLATES = Path(huitoukan.__file__).parent / "web/templates"
COMPONENTS = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
SPRITE = (Path(__file__).resolve().parents[3] / "frontend/icons.txt").read_text("utf-8").split()
_TAG = re.compile(r"<c-([a-z-]+)")
_INCLUDED = re.compile(r'\{% include "components/(\w+)\.html" %\}')


def _used_by(names: set[str]) -> set[str]:
    """The components that templates are made of, and those that they are made of."""
    used: set[str] = set()
    while names:
        text = "".join((TEMPLATES / name).read_text("utf-8") for name in names)
        direct = {name.replace("-", "_") for name in _TAG.findall(text)} | set(_INCLUDED.findall(text))
        new = (direct & COMPONENTS) - used
        used |= new
        names = {f"components/{name}.html" for name in new}
    return used


def test_every_component_is_shown() -> None:
    assert COMPONENTS - _used_by({"base.html", "gallery/gallery.html"}) == set()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.HELPER])
def test_it_opens(county: County, sign_in: Callable[..., Client], role: Role, language: str) -> None:
    browser = sign_in(county.add_person(role, EAST))
    browser.cookies["huitoukan_language"] = language
    page = browser.get("/gallery/")
    assert page.status_code == 200
    for part in ("page-header", "stat-warn", "badge-good", "alert-bad", "timeline", "bars", "map-sheet", "sheet"):
        assert f'class="{part}' in page.content.decode() or f" {part}" in page.content.decode(), part


def test_every_icon_that_a_page_names_is_in_the_sprite(county: County, sign_in: Callable[..., Client]) -> None:
    text = "\n".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r'<c-icon name="([a-z0-9-]+)"', text)) | set(re.findall(r'\sicon="([a-z0-9-]+)"', text))
    browser = sign_in(county.administrator)
    for address in ("/", "/gallery/"):
        named |= set(re.findall(r"icons\.svg#([^\"]*)", browser.get(address).content.decode()))
    assert named
    assert named - set(SPRITE) == set()
    assert sorted(SPRITE) == SPRITE
