"""Addresses of the settings."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.office import views

urlpatterns = [path("", views.settings, name="settings")]
