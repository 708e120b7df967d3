"""Addresses of the API."""

from __future__ import annotations

from django.urls import include, path

from huitoukan.web.api import guide
from huitoukan.web.api.site import addresses

urlpatterns = [
    path("", guide.api_guide, name="api_guide"),
    path("v1/openapi.json", guide.openapi, name="api_document"),
    path("v1/", include(addresses())),
]
