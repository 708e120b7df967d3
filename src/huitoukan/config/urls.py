"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("health/", include("huitoukan.web.health.urls")),
    path("choices/", include("huitoukan.web.choosing.urls")),
    path("links/", include("huitoukan.web.links.urls")),
    path("areas/", include("huitoukan.web.areas.urls")),
    path("audit/", include("huitoukan.web.audit.urls")),
    path("findings/", include("huitoukan.web.findings.urls")),
    path("runs/", include("huitoukan.web.runs.urls")),
    path("imports/", include("huitoukan.web.imports.urls")),
    path("policy/", include("huitoukan.web.policy.urls")),
    path("api/", include("huitoukan.web.api.urls")),
    path("settings/", include("huitoukan.web.office.urls")),
    path("gallery/", include("huitoukan.web.gallery.urls")),
    path("", include("huitoukan.web.home.urls")),
    path("", include("huitoukan.web.accounts.urls")),
    path("", include("huitoukan.web.households.urls")),
]

handler400 = "huitoukan.web.errors.unreadable"
handler403 = "huitoukan.web.errors.refused"
handler404 = "huitoukan.web.errors.not_found"
handler500 = "huitoukan.web.errors.broken"
