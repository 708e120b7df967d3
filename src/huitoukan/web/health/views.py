"""Is the server alive, and is it ready. Says no more than that: anybody may ask."""

from __future__ import annotations

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from huitoukan.web.rules import page


@page(signed_in=False)
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


@page(signed_in=False)
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has the shape that this version needs."""
    ready = _database_is_ready()
    return JsonResponse({"ready": ready}, status=200 if ready else 503)


def _database_is_ready() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return False
