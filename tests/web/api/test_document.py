"""The OpenAPI document, and whether the API keeps to it whatever is asked: schemathesis makes up the questions."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from tests.conftest import County
from tests.domain.screening.conftest import Office
from tests.web.api.conftest import program

from huitoukan.core.tokens import rate
from huitoukan.domain.screening.models import Run
from huitoukan.web.api.guide import document
from huitoukan.web.api.site import api

EXAMPLES = 20
"""Questions for each address and way of making them up."""
_QUIET = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)

schema = schemathesis.openapi.from_dict(document())
schema.app = get_wsgi_application()


@pytest.fixture
def one_connection() -> Iterator[None]:
    """That of the test, in whose transaction everything happens; Django's own client does the same."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def bearer(office: Office, run: Run, one_connection: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Of somebody who sees everything."""
    monkeypatch.setattr(rate, "A_MINUTE", 1_000_000)
    return {"Authorization": program(office.officer).client.defaults["HTTP_AUTHORIZATION"]}


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=_QUIET,
)
def test_whatever_is_asked_the_answer_is_as_documented(case: schemathesis.Case, bearer: dict[str, str]) -> None:
    case.call_and_validate(headers=bearer)


def test_the_document_is_open_to_programs(client) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    told = json.loads(answer.content)
    assert told["openapi"].startswith("3.1")
    assert told["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"
    assert all("401" in method["responses"] for path in told["paths"].values() for method in path.values())


def test_no_two_shapes_of_it_share_a_name() -> None:
    """The document keeps shapes by their names: of two that share one, the later would be told for both."""
    shapes: dict[str, object] = {}
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                for model in (*operation.response_models.values(), *operation.models):
                    for name, shape in model.model_json_schema().get("$defs", {}).items():
                        assert shapes.setdefault(name, shape) == shape, name


def test_people_can_read_it_too(county: County, sign_in) -> None:
    page = sign_in(county.administrator).get("/api/").content.decode()
    for path in document()["paths"]:
        assert f"GET {path}" in page
