"""Changing the policy: on a draft, which nobody works by until it is put into force as a whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import spoken
from huitoukan.domain.policies import actions, queries
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.messages import say
from huitoukan.web.acting import acted
from huitoukan.web.policy.forms import AdoptForm, DropForm, OwnPackForm, PackForm, ValueForm
from huitoukan.web.policy.tabs import tabs
from huitoukan.web.policy.trials import trial_of
from huitoukan.web.policy.versions import differences
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_http_methods(["GET", "POST"])
def policy_drafts(request: Request) -> HttpResponse:
    """All that are being worked on; posting begins another."""
    if request.method == "POST":
        return redirect("policy_draft", actions.begin(by=request.user).number)
    context = {"drafts": queries.drafts_for(request.user), "tabs": tabs(request.user, "policy_drafts")}
    return render(request, "policy/drafts.html", context)


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_safe
def policy_draft(request: Request, number: int) -> HttpResponse:
    """What it changes, what it would mean, and whether to put it into force."""
    draft = _find(request, number)
    return _show(request, draft, value=ValueForm(pack=queries.built(draft), initial=request.GET.dict()))


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_POST
def draft_value(request: Request, number: int) -> HttpResponse:
    """A value from a day on."""
    draft = _find(request, number)
    form = ValueForm(request.POST, pack=queries.built(draft))
    if acted(form, partial(actions.set_value, by=request.user, draft=draft)):
        return _back(request, draft, "value_set")
    return _show(request, draft, value=form)


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_POST
def draft_drop(request: Request, number: int) -> HttpResponse:
    """The office's own value from a day on is taken out again."""
    draft = _find(request, number)
    return _done(request, draft, DropForm(request.POST), actions.drop_value, "value_dropped")


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_POST
def draft_pack(request: Request, number: int) -> HttpResponse:
    """Another pack of those that come with the program."""
    draft = _find(request, number)
    form = PackForm(request.POST)
    if acted(form, partial(actions.choose_pack, by=request.user, draft=draft)):
        return _back(request, draft, "pack_chosen")
    return _show(request, draft, pack_form=form)


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_POST
def draft_own_pack(request: Request, number: int) -> HttpResponse:
    """The office's own pack. What is wrong with it stands on the page, with file and line."""
    draft = _find(request, number)
    form = OwnPackForm(request.POST, request.FILES)
    if acted(form, partial(_bring, request, draft)):
        return _back(request, draft, "pack_chosen")
    return _show(request, draft, own_pack=form)


def _bring(request: Request, draft: PolicyVersion, *, file: object) -> None:
    actions.bring_pack(by=request.user, draft=draft, content=file.read())  # type: ignore[attr-defined]


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_POST
def draft_catch_up(request: Request, number: int) -> HttpResponse:
    """Another version has come into force meanwhile."""
    return _done(request, _find(request, number), Form(request.POST), actions.catch_up, "caught_up")


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_POST
def draft_adopt(request: Request, number: int) -> HttpResponse:
    """The office works by it from now on."""
    draft = _find(request, number)
    form = AdoptForm(request.POST)
    if acted(form, partial(actions.adopt, by=request.user, draft=draft)):
        messages.success(request, spoken(say("policy_page.adopted", number=draft.number)))
        return redirect("policy_version", draft.number)
    return _show(request, draft, adopt=form)


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_POST
def draft_discard(request: Request, number: int) -> HttpResponse:
    """Nobody will work by it."""
    draft = _find(request, number)
    form = Form(request.POST)
    if acted(form, partial(actions.discard, by=request.user, draft=draft)):
        messages.success(request, spoken(say("policy_page.discarded", number=draft.number)))
        return redirect("policy_drafts")
    return _show(request, draft, discard=form)


def _find(request: Request, number: int) -> PolicyVersion:
    return get_object_or_404(queries.drafts_for(request.user), pk=number)


def _done(
    request: Request, draft: PolicyVersion, form: BaseForm, act: Callable[..., object], said: str
) -> HttpResponse:
    """A button alone: what the action says against it stands at the head of the page."""
    if acted(form, partial(act, by=request.user, draft=draft)):
        return _back(request, draft, said)
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    return redirect("policy_draft", draft.number)


def _back(request: Request, draft: PolicyVersion, said: str) -> HttpResponse:
    messages.success(request, spoken(say(f"policy_page.{said}")))
    return redirect("policy_draft", draft.number)


def _show(request: Request, draft: PolicyVersion, **forms: BaseForm) -> HttpResponse:
    """The page, with the form that came back in place of an empty one."""
    pack, base = queries.built(draft), queries.pack_of(draft.based_on)
    empty = {
        "value": ValueForm(pack=pack),
        "pack_form": PackForm(initial={"name": draft.pack}),
        "own_pack": OwnPackForm(),
        "adopt": AdoptForm(),
        "discard": Form(),
    }
    context = {
        **differences(base, pack),
        "draft": draft,
        "own_values": [(pack.parameters[each["parameter"]], each) for each in draft.values],
        "is_overtaken": queries.number_in_force() != draft.based_on,
        **trial_of(request.user, draft),
        **empty,
        **forms,
    }
    return render(request, "policy/draft.html", context)
