"""Addresses of the pages of areas."""

from __future__ import annotations

from django.urls import path, register_converter

from huitoukan.web.areas import boundaries, changing, converters, importing, views

register_converter(converters.AreaCode, "area")

urlpatterns = [
    path("", views.areas, name="areas"),
    path("tree/", views.tree, name="area_tree"),
    path("new/", changing.add, name="area_add"),
    path("import/", importing.bring, name="area_import"),
    path("import/template.xlsx", importing.template, name="area_template"),
    path("import/<int:pk>/", importing.draft, name="area_draft"),
    path("boundaries/", boundaries.bring, name="boundaries"),
    path("<area:code>/", views.area, name="area"),
    path("<area:code>/map.json", views.area_map, name="area_map"),
    path("<area:code>/rename/", changing.rename, name="area_rename"),
    path("<area:code>/correct/", changing.correct, name="area_correct"),
    path("<area:code>/mark/", changing.mark, name="area_mark"),
    path("<area:code>/merge/", changing.merge, name="area_merge"),
    path("<area:code>/boundary/remove/", boundaries.remove, name="boundary_remove"),
]
