"""Addresses of signing in and of accounts."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.accounts import signing, views

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("own/password/", signing.own_password, name="own_password"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<int:pk>/", views.account, name="account"),
]
