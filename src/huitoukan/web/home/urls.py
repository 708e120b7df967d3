"""Addresses of the first page and of the language switch."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.language, name="language"),
]
