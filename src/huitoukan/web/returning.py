"""Back to where somebody was going: to a page of this site, whatever the address or the form says."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000
"""Of an address that is worth leading back to."""


def safe_path(request: HttpRequest, wanted: str, *, otherwise: str) -> str:
    """``wanted`` if it begins at the top of this site, so that it is no address elsewhere and no name of a view."""
    is_path = wanted.startswith("/") and len(wanted) <= LONGEST and wanted.isprintable()
    is_here = is_path and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_here else otherwise
