"""Addresses of the pages of areas."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.areas import views

urlpatterns = [
    path("", views.areas, name="areas"),
    path("<str:code>/", views.area, name="area"),
]
