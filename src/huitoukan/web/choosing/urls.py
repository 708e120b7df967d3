"""Addresses of what is offered while one types."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.choosing import views

urlpatterns = [path("areas/", views.area_choices, name="area_choices")]
