"""Back to where somebody was going: to a page of this site, whatever the address or the form says."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRefresh

UNDONE = "undone"
"""In the address of the door: what was sent before was not done."""
LONGEST = 2000
"""Of an address that is worth leading back to."""


def safe_path(request: HttpRequest, wanted: str, *, otherwise: str) -> str:
    """``wanted`` if it begins at the top of this site, so that it is no address elsewhere and no name of a view."""
    is_path = wanted.startswith("/") and len(wanted) <= LONGEST and wanted.isprintable()
    is_here = is_path and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_here else otherwise


def to_the_door(request: HttpRequest) -> HttpResponse:
    """To sign in first. What a form has sent is not done, which is said, and one comes back to the form's page."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    door = redirect_to_login(_came_from(request))
    door["Location"] += f"&{UNDONE}=yes"  # a message would be gone with the first look, which may be a script's
    return door


def _came_from(request: HttpRequest) -> str:
    """The page that a form stands on, or the first one: the address that it is sent to is not always a page."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return "/"
    if page.netloc != request.get_host():
        return "/"
    return safe_path(request, urlunsplit(("", "", page.path, page.query, "")), otherwise="/")
