"""Addresses of runs."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.runs import comparing, views

urlpatterns = [
    path("", views.runs, name="runs"),
    path("new/", views.ask, name="run_new"),
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/progress/", views.progress, name="run_progress"),
    path("<int:pk>/cancel/", views.cancel, name="run_cancel"),
    path("<int:pk>/against/<int:other>/", comparing.compare_runs, name="run_compare"),
]
