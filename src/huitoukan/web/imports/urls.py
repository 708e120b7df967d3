"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.imports import changing, mapping, records, views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("new/", views.bring, name="import_new"),
    path("<int:pk>/", views.brought, name="import"),
    path("<int:pk>/progress/", views.progress, name="import_progress"),
    path("<int:pk>/persons/", records.persons, name="import_persons"),
    path("<int:pk>/households/", records.households, name="import_households"),
    path("<int:pk>/rows/aside/", records.aside, name="import_aside"),
    path("<int:pk>/rows/aside/workbook/", records.aside_workbook, name="import_aside_workbook"),
    path("<int:pk>/sheets/<int:sheet>/", mapping.sheet, name="import_sheet"),
    path("<int:pk>/do/add/", changing.add, name="import_add"),
    path("<int:pk>/do/land/", changing.land, name="import_land"),
    path("<int:pk>/do/stop/", changing.stop, name="import_stop"),
    path("<int:pk>/do/discard/", changing.discard, name="import_discard"),
    path("<int:pk>/do/undo/", changing.undo, name="import_undo"),
]
