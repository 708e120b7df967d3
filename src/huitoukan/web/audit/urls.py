"""Addresses of the audit trail."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.audit import views

urlpatterns = [
    path("", views.audit, name="audit"),
    path("verify/", views.verify, name="audit_verify"),
    path("<int:number>/", views.entry, name="audit_entry"),
]
