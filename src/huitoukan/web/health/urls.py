"""Addresses for whatever watches over the server."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.health import views

urlpatterns = [
    path("alive/", views.alive, name="alive"),
    path("ready/", views.ready, name="ready"),
    path("background/", views.background, name="background"),
]
