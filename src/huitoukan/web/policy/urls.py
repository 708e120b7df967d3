"""Addresses of the policy."""

from __future__ import annotations

from django.urls import path

from huitoukan.web.policy import drafts, parameters, rules, trials, versions

urlpatterns = [
    path("", rules.policy, name="policy"),
    path("rules/<str:rule>/", rules.policy_rule, name="policy_rule"),
    path("parameters/", parameters.policy_parameters, name="policy_parameters"),
    path("versions/", versions.policy_versions, name="policy_versions"),
    path("versions/<int:number>/", versions.policy_version, name="policy_version"),
    path("drafts/", drafts.policy_drafts, name="policy_drafts"),
    path("drafts/<int:number>/", drafts.policy_draft, name="policy_draft"),
    path("drafts/<int:number>/value/", drafts.draft_value, name="policy_draft_value"),
    path("drafts/<int:number>/value/drop/", drafts.draft_drop, name="policy_draft_drop"),
    path("drafts/<int:number>/pack/", drafts.draft_pack, name="policy_draft_pack"),
    path("drafts/<int:number>/own-pack/", drafts.draft_own_pack, name="policy_draft_own_pack"),
    path("drafts/<int:number>/catch-up/", drafts.draft_catch_up, name="policy_draft_catch_up"),
    path("drafts/<int:number>/try/", trials.draft_try, name="policy_draft_try"),
    path("drafts/<int:number>/trial/", trials.draft_trial, name="policy_draft_trial"),
    path("drafts/<int:number>/trial/cancel/", trials.draft_trial_cancel, name="policy_draft_trial_cancel"),
    path("drafts/<int:number>/adopt/", drafts.draft_adopt, name="policy_draft_adopt"),
    path("drafts/<int:number>/discard/", drafts.draft_discard, name="policy_draft_discard"),
]
