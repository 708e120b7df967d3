"""The door of the API: a token in place of a session. What comes after it is as for pages: rules, scopes, masks."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse

from huitoukan.core.accounts.models import User
from huitoukan.core.audit.events import Event
from huitoukan.core.disclosure.actions import QUIET, note_opening
from huitoukan.core.saying import speak, spoken
from huitoukan.core.tokens.models import Token
from huitoukan.core.tokens.queries import as_subject, token_of
from huitoukan.core.tokens.rate import seconds_to_wait
from huitoukan.messages import Message, say

ADDRESS = "/api/v1/"
_BEARER = "bearer "


def problem(status: int, message: Message) -> JsonResponse:
    """What the API says when it does not answer."""
    said = {"ensure_ascii": False}
    return JsonResponse({"detail": spoken(message)}, status=status, json_dumps_params=said)


def let_in(request: HttpRequest) -> JsonResponse | User:
    """Whoever asks is the owner of the token from here on; an answer that says why not, else."""
    if request.headers.get("Accept-Language", "").lower().startswith("en"):
        speak("en")  # until the end of the request, as LanguageMiddleware sees to
    given = request.headers.get("Authorization", "")
    if not given.lower().startswith(_BEARER):
        return _unknown(say("token.missing"))
    token = token_of(given[len(_BEARER) :].strip())
    if token is None:
        return _unknown(say("token.wrong"))
    if wait := seconds_to_wait(token):
        refusal = problem(429, say("token.too_often", seconds=wait))
        refusal["Retry-After"] = str(wait)
        return refusal
    request.user = token.user
    _note(token, token.user)
    return token.user


def _unknown(message: Message) -> JsonResponse:
    refusal = problem(401, message)
    refusal["WWW-Authenticate"] = "Bearer"
    return refusal


def _note(token: Token, owner: User) -> None:
    """That somebody's token reads is in the trail, once in a while, whatever it reads."""
    if cache.add(f"token-noted-{token.pk}", 1, int(QUIET.total_seconds())):
        note_opening(by=owner, subject=as_subject(token), event=Event.API_READ)
