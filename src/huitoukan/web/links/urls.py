"""Addresses of the review of links."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.links import answering, settling, views

urlpatterns = [
    path("", views.links, name="links"),
    path("review/", views.review, name="link_review"),
    path("<int:pk>/", views.link, name="link"),
    path("<int:pk>/answer/", answering.answer, name="link_answer"),
    path("<int:pk>/withdraw/", answering.withdraw, name="link_withdraw"),
    path("<int:pk>/settle/", settling.settle, name="link_settle"),
    path("<int:pk>/full/", settling.disclose, name="link_disclose"),
]
