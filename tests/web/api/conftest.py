"""A small office with a run, and programs that read in it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import PASSWORD
from tests.domain.screening.conftest import OCTOBER, Office, office

from huitoukan.core.accounts.models import User
from huitoukan.core.tokens import actions
from huitoukan.domain.screening.models import Run

__all__ = ["office"]


@dataclass
class Program:
    """Reads with a token of somebody."""

    client: Client

    def ask(self, address: str, **query: Any) -> tuple[int, Any]:
        answer = self.client.get(f"/api/v1/{address}", query)
        assert answer["Content-Type"].startswith("application/json"), answer.content
        return answer.status_code, json.loads(answer.content)

    def read(self, address: str, **query: Any) -> Any:
        status, told = self.ask(address, **query)
        assert status == 200, told
        return told

    def read_all(self, address: str, **query: Any) -> list[Any]:
        """Page by page to the end."""
        found, after = [], ""
        while after is not None:
            told = self.read(address, **query, **({"after": after} if after else {}))
            found += told["items"]
            after = told["next"]
        return found


def program(of: User) -> Program:
    """With a new token."""
    ends_on = timezone.localdate() + dt.timedelta(days=30)
    _, secret = actions.make(by=of, password=PASSWORD, name="看板", ends_on=ends_on)
    return Program(Client(headers={"Authorization": f"Bearer {secret}"}))


@pytest.fixture
def run(office: Office) -> Run:
    """In which two of the dead are still registered, one in each township."""
    return office.month(OCTOBER, "王和平", "张有田")
