"""Addresses of the audit trail."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.audit import views

urlpatterns = [path("", views.audit, name="audit")]
