"""Addresses of signing in, of one's own account, and of the accounts of others."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.accounts import editing, own, signing, tokens, views

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-in/code/", signing.sign_in_code, name="sign_in_code"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("own/", own.own, name="own"),
    path("own/stay/", own.stay, name="stay"),
    path("own/password/", own.own_password, name="own_password"),
    path("own/second-factor/", own.own_second_factor, name="own_second_factor"),
    path("own/second-factor/confirm/", own.own_second_factor_confirm, name="own_second_factor_confirm"),
    path("own/second-factor/codes/", own.own_backup_codes, name="own_backup_codes"),
    path("own/second-factor/off/", own.own_second_factor_off, name="own_second_factor_off"),
    path("own/tokens/", tokens.own_tokens, name="own_tokens"),
    path("own/tokens/make/", tokens.own_token_make, name="own_token_make"),
    path("own/tokens/<int:token>/withdraw/", tokens.own_token_withdraw, name="own_token_withdraw"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/add/", editing.account_add, name="account_add"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/full/", views.account_disclose, name="account_disclose"),
    path("accounts/<int:pk>/change/", editing.account_change, name="account_change"),
    path("accounts/<int:pk>/password/", editing.account_password, name="account_password"),
    path("accounts/<int:pk>/close/", editing.account_close, name="account_close"),
    path("accounts/<int:pk>/reopen/", editing.account_reopen, name="account_reopen"),
    path("accounts/<int:pk>/unlock/", editing.account_unlock, name="account_unlock"),
    path("accounts/<int:pk>/second-factor/", editing.account_second_factor, name="account_second_factor"),
    path("accounts/<int:pk>/tokens/", tokens.account_tokens, name="account_tokens"),
    path("accounts/<int:pk>/seats/add/", editing.seat_grant, name="seat_grant"),
    path("accounts/<int:pk>/seats/<int:seat>/end/", editing.seat_end, name="seat_end"),
]
