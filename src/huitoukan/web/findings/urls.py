"""Addresses of findings."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.findings import marking, views

urlpatterns = [
    path("", views.findings, name="findings"),
    path("waiting/", marking.waiting, name="marks_waiting"),
    path("<int:pk>/", views.finding, name="finding"),
    path("<int:pk>/disclose/", views.finding_disclose, name="finding_disclose"),
    path("<int:pk>/mark/<str:kind>/", marking.mark, name="finding_mark"),
    path("marks/<int:pk>/<str:step>/", marking.step, name="mark_step"),
]
