"""Addresses of the pages of households."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.households import pages, searching, views

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("households/", views.households, name="households"),
    # the number is whatever the lists write, slashes and all, so what follows it is looked for first
    path("households/<path:number>/full/", pages.household_disclose, name="household_disclose"),
    path("households/<path:number>/sheet/", pages.household_sheet, name="household_sheet"),
    path("households/<path:number>/", pages.household, name="household"),
]
