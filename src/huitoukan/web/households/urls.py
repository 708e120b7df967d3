"""Addresses of the pages of households."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.households import searching, views

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("households/", views.households, name="households"),
]
